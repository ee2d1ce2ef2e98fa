/** The JSON Schemas in docs/, and what holds to them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

export const KINDS = ['program', 'workspace', 'outcome'];

/** @param {string} path below docs/ */
export function readJson(path) {
  return JSON.parse(readFileSync(new URL(`../../docs/${path}`, import.meta.url), 'utf8'));
}

const ajv = new Ajv({ allErrors: true, strictTypes: false });
export const validators = Object.fromEntries(
  KINDS.map((kind) => [kind, ajv.compile(readJson(`schemas/${kind}.schema.json`))]),
);

/** @param {string} kind @param {unknown} document @param {string} about */
export function holds(kind, document, about) {
  const validate = validators[kind];
  assert.ok(validate(document), `${about}: ${ajv.errorsText(validate.errors)}`);
}
