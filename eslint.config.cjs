// Copyright 2026 shipgear_ecommerce_status contributors
// License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl.html).

// The rules of the Odoo Community Association for 19.0, those that it only warns of
// included: `make lint` lets no warning through. Left out are those for Node, those
// that do nothing without options, and those that another one has replaced.

const globals = require("globals");
const jsdoc = require("eslint-plugin-jsdoc");

const ERRORS = [
    "init-declarations",
    "no-cond-assign",
    "no-const-assign",
    "no-debugger",
    "no-dupe-args",
    "no-dupe-keys",
    "no-duplicate-case",
    "no-duplicate-imports",
    "no-empty-character-class",
    "no-empty-function",
    "no-empty-pattern",
    "no-eq-null",
    "no-eval",
    "no-ex-assign",
    "no-func-assign",
    "no-global-assign",
    "no-lonely-if",
    "no-return-assign",
    "no-undef",
    "no-unneeded-ternary",
    "no-unreachable",
    "no-unsafe-finally",
    "no-unused-expressions",
    "no-unused-labels",
    "no-unused-vars",
    "no-use-before-define",
    "operator-assignment",
    "spaced-comment",
    "use-isnan",
];
const WARNINGS = [
    "accessor-pairs",
    "array-callback-return",
    "constructor-super",
    "dot-notation",
    "eqeqeq",
    "max-depth",
    "max-nested-callbacks",
    "max-statements-per-line",
    "no-alert",
    "no-array-constructor",
    "no-caller",
    "no-case-declarations",
    "no-class-assign",
    "no-constant-condition",
    "no-control-regex",
    "no-delete-var",
    "no-div-regex",
    "no-dupe-class-members",
    "no-else-return",
    "no-empty",
    "no-extend-native",
    "no-extra-bind",
    "no-extra-boolean-cast",
    "no-extra-label",
    "no-fallthrough",
    "no-implicit-globals",
    "no-implied-eval",
    "no-inline-comments",
    "no-inner-declarations",
    "no-invalid-regexp",
    "no-irregular-whitespace",
    "no-iterator",
    "no-label-var",
    "no-labels",
    "no-lone-blocks",
    "no-multi-str",
    "no-negated-condition",
    "no-new",
    "no-new-func",
    "no-new-wrappers",
    "no-obj-calls",
    "no-object-constructor",
    "no-octal",
    "no-octal-escape",
    "no-param-reassign",
    "no-proto",
    "no-prototype-builtins",
    "no-redeclare",
    "no-regex-spaces",
    "no-script-url",
    "no-self-assign",
    "no-self-compare",
    "no-sequences",
    "no-shadow",
    "no-shadow-restricted-names",
    "no-sparse-arrays",
    "no-this-before-super",
    "no-throw-literal",
    "no-undef-init",
    "no-unmodified-loop-condition",
    "no-unsafe-negation",
    "no-useless-call",
    "no-useless-computed-key",
    "no-useless-concat",
    "no-useless-constructor",
    "no-useless-escape",
    "no-useless-rename",
    "no-void",
    "no-with",
    "prefer-const",
    "radix",
    "require-yield",
    "valid-typeof",
    "yoda",
    "jsdoc/check-tag-names",
    "jsdoc/check-types",
];

/**
 * Give each of the rules the same severity.
 *
 * @param {Array} names
 * @param {String} severity
 * @returns {Object}
 */
function all(names, severity) {
    return Object.fromEntries(names.map((name) => [name, severity]));
}

module.exports = [
    {
        plugins: {jsdoc},
        linterOptions: {reportUnusedDisableDirectives: "error"},
        languageOptions: {ecmaVersion: 2024},
        rules: {
            ...all(ERRORS, "error"),
            ...all(WARNINGS, "warn"),
            "capitalized-comments": [
                "warn",
                "always",
                {ignoreConsecutiveComments: true, ignoreInlineComments: true},
            ],
            complexity: ["warn", 15],
            "no-implicit-coercion": ["warn", {allow: ["~"]}],
            // Names within an import; the imports themselves go by their path, as in Odoo.
            "sort-imports": ["warn", {ignoreDeclarationSort: true}],
            strict: ["error", "function"],
        },
        settings: {
            jsdoc: {
                tagNamePreference: {augments: "extends", constructor: "class"},
                preferredTypes: {
                    array: "Array",
                    boolean: "Boolean",
                    number: "Number",
                    object: "Object",
                    string: "String",
                },
            },
        },
    },
    {
        // What Odoo's bundles take in.
        files: ["**/static/**/*.js"],
        languageOptions: {
            sourceType: "module",
            globals: {...globals.browser, luxon: "readonly", odoo: "readonly"},
        },
    },
    {
        files: ["**/*.cjs"],
        languageOptions: {sourceType: "commonjs", globals: globals.node},
        rules: {strict: "off"},
    },
];
