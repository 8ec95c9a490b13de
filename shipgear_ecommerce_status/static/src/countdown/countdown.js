// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {browser} from "@web/core/browser/browser";
import {toLocaleDateTimeString} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const {DateTime} = luxon;
const MINUTE = 60000;
const URGENT_HOURS = 24;

/**
 * How long there is until then, or how long it has been.
 *
 * @param {luxon.DateTime} moment
 * @param {luxon.DateTime} now
 * @returns {{ text: string, className: string }}
 */
export function countdown(moment, now) {
    const hours = moment.diff(now, "hours").hours;
    const unit =
        Math.abs(hours) < 1 ? "minutes" : Math.abs(hours) < 48 ? "hours" : "days";
    const when = moment.toRelative({base: now, unit});
    if (hours < 0) {
        return {text: _t("Overdue: %s", when), className: "text-danger fw-bold"};
    }
    return {
        text: when,
        className: hours <= URGENT_HOURS ? "text-danger" : "opacity-75",
    };
}

/** A time, and how far away it is: it counts down by itself. */
export class Countdown extends Component {
    static template = "shipgear_ecommerce_status.Countdown";
    static props = {...standardFieldProps};

    setup() {
        this.state = useState({now: DateTime.now()});
        let timer = null;
        onMounted(() => {
            timer = browser.setInterval(
                () => (this.state.now = DateTime.now()),
                MINUTE
            );
        });
        onWillUnmount(() => browser.clearInterval(timer));
    }

    get moment() {
        return this.props.record.data[this.props.name];
    }

    get date() {
        return toLocaleDateTimeString(this.moment, {showSeconds: false});
    }

    get left() {
        return countdown(this.moment, this.state.now);
    }
}

registry.category("fields").add("ecommerce_countdown", {
    component: Countdown,
    supportedTypes: ["datetime"],
});
