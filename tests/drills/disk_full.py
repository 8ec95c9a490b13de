# Copyright 2026 shipgear_ecommerce_status contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The disk of the database is full when answers are to be written down.

A trigger refuses with PostgreSQL's own SQLSTATE 53100 whatever leaves the state
"sending", several times for some seconds. This is as far as it can be simulated
without mounting a small disk; a full disk that PostgreSQL itself does not survive
is a crash, see the drill postgres.
"""

import time

SHIPMENTS, OUTAGES = 1000, 5

_TRIGGER = """
CREATE TABLE drill_disk (full_at float NOT NULL);
INSERT INTO drill_disk VALUES (0);
CREATE FUNCTION drill_disk_full() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF random() < (SELECT full_at FROM drill_disk) THEN
        RAISE EXCEPTION 'could not extend file: No space left on device'
            USING ERRCODE = 'disk_full';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER drill_disk_full BEFORE UPDATE ON ecommerce_shipment FOR EACH ROW
    WHEN (OLD.state = 'sending' AND NEW.state <> 'sending')
    EXECUTE FUNCTION drill_disk_full();
"""
_NO_TRIGGER = "DROP TRIGGER drill_disk_full ON ecommerce_shipment"


def drill(world):
    """Fill the disk up and free it again; return how often that was met."""
    outbox = world.outbox
    outages = world.scaled(OUTAGES, 3)
    world.start_simulator()
    world.fill(world.scaled(SHIPMENTS, 120), retry_delays="0.05", max_attempts="100")
    outbox.sql(_TRIGGER)
    world.start_odoo()
    stranded = 0
    for number in range(outages):
        world.meet_sends(outages - number)
        # Now and then, or everything.
        outbox.sql("UPDATE drill_disk SET full_at = %s", (1 if number % 2 else 0.5,))
        time.sleep(world.random.uniform(1, 3))
        outbox.sql("UPDATE drill_disk SET full_at = 0")
        outbox.pass_time(patience=60)
        stranded += outbox.sending()
    outbox.sql(_NO_TRIGGER)
    outbox.settle()
    world.require(stranded, "no answer met the full disk")
    return f"{outages} times full ({stranded:,} answers not written down)"
