// Asks a YAML language server, as an editor does: ask.mjs SERVER FOLDER, where FOLDER holds the schemas.
// Every answer is compared; the exit code says whether all are as they should be.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

const [server, folder] = process.argv.slice(2);
const root = pathToFileURL(folder).href;
// The folder that is opened lies above: the line in a plan is relative to the plan.
const workspace = pathToFileURL(dirname(folder)).href;
const SETTINGS = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
const PATIENCE = 10_000;

// The protocol: a header with the length, and JSON-RPC.
const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
let received = Buffer.alloc(0);
let last = 0;
const answers = new Map();
const published = new Map();

function send(message) {
  const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
  child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  child.stdin.write(body);
}

function ask(method, params) {
  const id = ++last;
  send({ id, method, params });
  return new Promise((resolve) => answers.set(id, resolve));
}

function handle(message) {
  if (message.method === 'workspace/configuration') {
    send({ id: message.id, result: message.params.items.map((item) => (item.section === 'yaml' ? SETTINGS : null)) });
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.method === 'textDocument/publishDiagnostics') {
    published.set(message.params.uri, message.params.diagnostics);
  } else if (answers.has(message.id)) {
    answers.get(message.id)(message.result);
  }
}

child.stdout.on('data', (data) => {
  received = Buffer.concat([received, data]);
  for (;;) {
    const end = received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(received.toString('latin1', 0, end))[1]);
    if (received.length < end + 4 + length) return;
    const message = JSON.parse(received.toString('utf8', end + 4, end + 4 + length));
    received = received.subarray(end + 4 + length);
    handle(message);
  }
});

let opened = 0;
function open(text, schema) {
  const uri = `${root}/${++opened}.yaml`;
  const whole = `# yaml-language-server: $schema=.regimen.${schema}.schema.json\n${text}`;
  send({
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'yaml', version: 1, text: whole } },
  });
  return { uri, whole };
}

function position(text, offset) {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - before.lastIndexOf('\n') - 1 };
}

let wrong = 0;
let asked = 0;
function expect(what, found, wanted) {
  asked += 1;
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  wrong += 1;
  console.error(`${what}\n  expected ${JSON.stringify(wanted)}\n  found    ${JSON.stringify(found)}`);
}

// What is marked wrong, as the text under the mark and what is said of it.
async function mistakes(what, text, wanted, schema = 'plan') {
  const { uri, whole } = open(text, schema);
  const offset = (at) => whole.split('\n').slice(0, at.line).reduce((sum, line) => sum + line.length + 1, 0) + at.character;
  const found = () =>
    (published.get(uri) ?? [{ range: { start: position('', 0), end: position('', 0) }, message: 'no answer' }]).map((each) => `${whole.slice(offset(each.range.start), offset(each.range.end))}: ${each.message}`);
  const until = Date.now() + PATIENCE;
  while (!published.has(uri) && Date.now() < until) await new Promise((next) => setTimeout(next, 20));
  // The words of a closed set are many: what is wanted is the beginning.
  const cut = (line) => wanted.find((beginning) => line.startsWith(beginning)) ?? line;
  expect(what, found().map(cut).sort(), [...wanted].sort());
}

// What is offered at the mark `|`.
async function offered(text, schema = 'plan') {
  const { uri, whole } = open(text.replace('|', ''), schema);
  const at = whole.length - text.replace('|', '').length + text.indexOf('|');
  const list = await ask('textDocument/completion', { textDocument: { uri }, position: position(whole, at) });
  return new Map((list.items ?? list).map((item) => [item.label, item]));
}

// What is shown over a word.
async function shown(text, word) {
  const { uri, whole } = open(text, 'plan');
  const at = whole.indexOf(word, whole.indexOf('\n'));
  const hover = await ask('textDocument/hover', { textDocument: { uri }, position: position(whole, at) });
  return hover?.contents.value ?? '';
}

await ask('initialize', {
  processId: process.pid,
  rootUri: workspace,
  workspaceFolders: [{ uri: workspace, name: 'plans' }],
  capabilities: {
    textDocument: {
      completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
      hover: { contentFormat: ['markdown'] },
      publishDiagnostics: {},
    },
    workspace: { configuration: true },
  },
});
send({ method: 'initialized', params: {} });
send({ method: 'workspace/didChangeConfiguration', params: { settings: { yaml: SETTINGS } } });

const HEAD = 'regimen: 1\nplan: x\ntitle: x\n';

// Every plan that is right is right in an editor, too.
const cases = readdirSync('tests/cases/ok').map((name) => `tests/cases/ok/${name}`);
for (const path of [...cases.map((at) => `${at}/plan.yaml`), ...readdirSync('plans').map((name) => `plans/${name}`)]) {
  const schema = path.endsWith('.scenarios.yaml') ? 'scenarios' : 'plan';
  await mistakes(path, readFileSync(path, 'utf8'), [], schema);
}
for (const path of cases.map((at) => `${at}/scenarios.yaml`)) {
  await mistakes(path, readFileSync(path, 'utf8'), [], 'scenarios');
}

// Mistakes stand where they are.
const STATE = 'One state is missing here: update, package, service, file, registry, license, command, message, steps.';
for (const [text, wanted] of [
  ['actions:\n  a: { service: { name: A, staus: running } }\n', ['staus: Property staus is not allowed.']],
  ['actions:\n  a: { service: { name: A, status: runing } }\n', ['runing: Value is not accepted. Valid values: "running", "stopped", "restarted".']],
  ['actions:\n  a: { servce: { name: A } }\n', ['servce: Property servce is not allowed.', `a: ${STATE}`]],
  ['actions:\n  a:\n    when: x\n', [`a: ${STATE}`]],
  ['actions:\n  a:\n    service: { status: running }\n', ['service: Missing property "name".']],
  ['checks:\n  a: { service: { name: A, status: restarted } }\n', ['restarted: Value is not accepted. Valid values: "running", "stopped".']],
  ['actions:\n  a:\n    settle: 90\n    message: x\n', ['90: Incorrect type. Expected "string".']],
  ['actions:\n  a:\n    settle: 90 s\n    message: x\n', ['90 s: A duration has its unit: 90s, 5m, 2h, 1d.']],
  ['actions:\n  a: { command: { run: ipconfig } }\n', ['ipconfig: Incorrect type. Expected "array".']],
  ['actions:\n  A: { message: x }\n', ['A: An id is of small letters, digits and `-`, a letter first.']],
  ['maps:\n  m: { by: os.edtion, entries: { A: x } }\n', ['os.edtion: Value is not accepted. Valid values: "os.version", "os.build", "os.revision",']],
]) {
  await mistakes(text, HEAD + text, wanted);
}
await mistakes('a result', 'scenarios: [{ name: a, runs: [{ expect: { outcome: chnged } }] }]\n', [
  'chnged: Value is not accepted. Valid values: "compliant", "changed", "not-applicable",',
], 'scenarios');

// What can stand here is offered, with what it means.
const service = await offered(`${HEAD}actions:\n  a:\n    service:\n      name: A\n      |\n`);
expect('the fields of a service', [...service.keys()].sort(), ['depends-on', 'exists', 'if-missing', 'security', 'startup', 'status']);
expect('what a field means', service.get('startup')?.documentation, 'How it starts; set before `status`.');
const startup = await offered(`${HEAD}actions:\n  a:\n    service:\n      name: A\n      startup: |\n`);
expect('the words of a field', [...startup.keys()], ['boot', 'system', 'automatic', 'delayed', 'manual', 'disabled']);
expect('what a word means', startup.get('manual')?.documentation, 'When it is asked for (`Start` 3).');
const action = await offered(`${HEAD}actions:\n  a:\n    |\n`);
for (const key of ['when', 'needs', 'retry', 'reboot', 'steps', 'finally', 'service', 'registry', 'message']) {
  expect(`an action may have ${key}`, action.has(key), true);
}
expect('a check has no message', (await offered(`${HEAD}checks:\n  a:\n    |\n`)).has('message'), false);
expect('a state begins with its name', action.get('service')?.insertText, 'service:\n  name: ');
expect('the top level', (await offered(`${HEAD}|\n`)).has('scope'), true);
expect('facts', (await offered(`${HEAD}maps:\n  m:\n    by: |\n`)).has('os.edition'), true);
expect('lints', (await offered(`${HEAD}lint:\n  |\n`)).has('never-runs'), true);
const outcome = await offered('scenarios:\n  - name: a\n    runs:\n      - expect:\n          outcome: |\n', 'scenarios');
expect('outcomes', outcome.has('reboot-required'), true);

// What is written here is explained.
const plan = `${HEAD}goal: x\nactions:\n  a:\n    retry: { times: 3 }\n    service: { name: A, startup: manual }\n`;
for (const [word, wanted] of [
  ['startup', 'How it starts; set before'],
  ['service', 'A Windows service, by the name of its key.'],
  ['manual', 'When it is asked for'],
  ['times', 'Attempts, the first included.'],
  ['goal', 'A condition that is true when the machine is right'],
]) {
  expect(`over ${word}`, (await shown(plan, word)).includes(wanted), true);
}

child.kill();
console.log(`${asked} answers of the YAML language server, ${wrong} wrong`);
process.exitCode = wrong === 0 ? 0 : 1;
