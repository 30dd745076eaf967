// 1EdTech's JSON Schema for Open Badges 3.0, by Ajv.
import {readFileSync} from 'node:fs';
import {Ajv2019} from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';

const ajv = new Ajv2019({allErrors: true, strict: false});
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(
  new URL('../schemas/ob_v3p0_achievementcredential_schema.json', import.meta.url), 'utf8')));

export function verify(credential) {
  const verified = validate(credential);
  return {verified, reason: ajv.errorsText(validate.errors)};
}
