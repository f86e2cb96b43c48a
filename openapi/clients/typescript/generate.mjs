// Writes the types of the API from its document: node generate.mjs DOCUMENT OUTPUT
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const [document, output] = process.argv.slice(2);
const TIMES = { date: "LocalDate", "date-time": "Instant" };

/** A day or a moment by its own type, so that neither is taken for the other nor for any text. */
function timeOf(schema) {
    const name = TIMES[schema.format];
    if (!name) return undefined;
    const named = ts.factory.createTypeReferenceNode(name);
    const nullable = schema.anyOf?.some((one) => one.type === "null");
    return nullable
        ? ts.factory.createUnionTypeNode([named, ts.factory.createLiteralTypeNode(ts.factory.createNull())])
        : named;
}

const types = await openapiTS(pathToFileURL(resolve(document)), {
    alphabetize: true,
    defaultNonNullable: false,
    inject: 'import type { Instant, LocalDate } from "../days.js";',
    rootTypes: true,
    rootTypesKeepCasing: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
    transform: timeOf,
});
writeFileSync(
    output,
    `// Generated from openapi/openapi.json by make client-typescript. Do not edit.\n${astToString(types)}`,
);
