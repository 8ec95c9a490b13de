// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component, useEffect, useState} from "@odoo/owl";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {_t} from "@web/core/l10n/translation";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const ADMINISTRATOR = "shipgear_ecommerce_status.group_administrator";

/** Above the Orders grid of a copied database: nothing is sent, and how to go on. */
export class MovedBanner extends Component {
    static template = "shipgear_ecommerce_status.MovedBanner";
    static props = {};

    setup() {
        this.accounts = useState(this.env.accounts);
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.state = useState({mayGoOn: false});
        // Asked only where it matters: a page of an ordinary database does not wait.
        useEffect(
            (isCopied) => {
                if (isCopied) {
                    user.hasGroup(ADMINISTRATOR).then(
                        (may) => (this.state.mayGoOn = may)
                    );
                }
            },
            () => [this.accounts.isCopied]
        );
    }

    onClickGoOn() {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Was this database moved?"),
            body: _t(
                "Go on only if the other database is switched off for good. What it may have told the marketplaces is looked up before anything is sent. In a copy to try things out in, leave it as it is."
            ),
            confirmLabel: _t("Go On"),
            confirm: () => this.goOn(),
            cancelLabel: _t("Leave It"),
            cancel: () => null,
        });
    }

    async goOn() {
        await this.orm.call("ecommerce.account", "action_go_on", [[]]);
        await this.accounts.load();
    }
}
