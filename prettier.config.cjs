// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

// The shape of the Odoo Community Association. Indentation comes from .editorconfig.

/** @type {import("prettier").Config} */
const config = {
    // Found where pre-commit or `make lint` has installed it, not beside this file.
    plugins: [require.resolve("@prettier/plugin-xml")],
    bracketSpacing: false,
    printWidth: 88,
    proseWrap: "always",
    semi: true,
    trailingComma: "es5",
    xmlSelfClosingSpace: true,
    xmlWhitespaceSensitivity: "preserve",
};

module.exports = config;
