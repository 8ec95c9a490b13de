// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).
import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {downloadFile} from "@web/core/network/download";
import {registry} from "@web/core/registry";
import {humanSize} from "@web/core/utils/binary";
import {formatInteger} from "@web/views/fields/formatters";

class ExportBroken extends Error {}

/** The lines of a streamed answer, each of them JSON. */
async function* lines(stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
        const {done, value} = await reader.read();
        if (done) {
            return;
        }
        const parts = (rest + value).split("\n");
        rest = parts.pop();
        yield* parts.map((part) => JSON.parse(part));
    }
}

/** Downloads an export, shows how far it is, and hands over whole files alone. */
export class ExportProgress extends Component {
    static template = "shipgear_ecommerce_status.ExportProgress";
    static components = {Dialog};
    static props = {
        close: Function,
        url: String,
        total: Number,
        onDone: Function,
    };

    setup() {
        this.state = useState({rows: 0, bytes: 0, error: ""});
        this.aborter = new AbortController();
        onMounted(() => this.run());
        onWillUnmount(() => this.aborter.abort());
    }

    get percent() {
        return Math.min(100, Math.floor((100 * this.state.rows) / this.props.total));
    }

    get sentence() {
        return _t("%(rows)s of %(total)s rows written, %(size)s received", {
            rows: formatInteger(this.state.rows),
            total: formatInteger(this.props.total),
            size: humanSize(this.state.bytes),
        });
    }

    async run() {
        try {
            const {name, type, parts} = await this.receive();
            downloadFile(new Blob(parts, {type}), name, type);
            this.props.onDone();
            this.props.close();
        } catch (error) {
            if (!this.aborter.signal.aborted) {
                this.state.error =
                    error instanceof ExportBroken
                        ? error.message
                        : _t("The connection to the server was lost.");
            }
        }
    }

    async receive() {
        const response = await fetch(this.props.url, {signal: this.aborter.signal});
        if (!response.ok) {
            throw new ExportBroken(_t("The server refused the export. Open it again."));
        }
        const file = {parts: []};
        for await (const line of lines(response.body)) {
            if (line.done) {
                return file;
            }
            if (line.error) {
                throw new ExportBroken(line.error);
            }
            if (line.name) {
                Object.assign(file, line);
                continue;
            }
            const bytes = Uint8Array.from(atob(line.data), (c) => c.charCodeAt(0));
            file.parts.push(bytes);
            this.state.rows = line.rows;
            this.state.bytes += bytes.length;
        }
        throw new ExportBroken(_t("The connection to the server was lost."));
    }
}

/** What an export returns whose download takes long, or must be whole. */
registry
    .category("actions")
    .add("shipgear_ecommerce_status.export_progress", (env, {params}) => {
        env.services.dialog.add(ExportProgress, {
            url: params.url,
            total: params.total,
            onDone: () => params.then && env.services.action.doAction(params.then),
        });
    });
