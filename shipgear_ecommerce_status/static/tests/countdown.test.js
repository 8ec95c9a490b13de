// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {expect, test} from "@odoo/hoot";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {countdown} from "@shipgear_ecommerce_status/countdown/countdown";

const {DateTime} = luxon;
const NOW = DateTime.fromISO("2026-11-24T12:00:00", {locale: "en"});

for (const [moment, text, className] of [
    ["2026-11-24T12:20:00", "in 20 minutes", "text-danger"],
    ["2026-11-25T11:00:00", "in 23 hours", "text-danger"],
    ["2026-11-26T11:00:00", "in 47 hours", "opacity-75"],
    ["2026-11-28T12:00:00", "in 4 days", "opacity-75"],
    ["2026-11-24T09:00:00", "Overdue: 3 hours ago", "text-danger fw-bold"],
]) {
    test(`${moment} is ${text}`, () => {
        allowTranslations();
        const left = countdown(DateTime.fromISO(moment, {locale: "en"}), NOW);
        expect(String(left.text)).toBe(text);
        expect(left.className).toBe(className);
    });
}
