# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Drills on real processes: nothing lost, nothing sent twice.

Each drill is a file with a function ``drill(world)``: it fills a world with
shipments, breaks something while they are sent, and says in a few words what it
did. What is required at the end is the same for all: see ``verdict``.
"""
