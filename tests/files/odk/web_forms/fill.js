// Fills in the form of a server with the engine of ODK Web Forms, as a page of its own would, and sends what it made.
// ASKED says the server, the token of a tablet, the instances: {name, edits, answers: {question: answer}}, and where to
// post as JSON what came of them. An answer {photo, byte, size} is a file: that byte, so many times.

import { loadForm } from "@getodk/xforms-engine";

const { server, token, instances, tell } = ASKED;
const headers = { Authorization: `Basic ${btoa(`tablet:${token}`)}`, "X-OpenRosa-Version": "1.0" };

async function asked(address, options = {}) {
  const answer = await fetch(address, { ...options, headers });
  if (answer.headers.get("X-OpenRosa-Version") !== "1.0") throw new Error(`${address}: no OpenRosa`);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function elements(address, name) {
  const text = await (await asked(address)).text();
  return [...new DOMParser().parseFromString(text, "text/xml").getElementsByTagName(name)].map((element) =>
    Object.fromEntries([...element.children].map((child) => [child.tagName, child.textContent])),
  );
}

function questions(node, found = {}) {
  for (const child of node.currentState.children ?? []) {
    found[child.currentState.reference.split("/").at(-1)] = child;
    questions(child, found);
  }
  return found;
}

function give(question, answer) {
  if (question.nodeType === "select") question.selectValue(answer);
  else if (answer.photo) question.setValue(new File([new Uint8Array(answer.size).fill(answer.byte)], answer.photo, { type: "image/jpeg" }));
  else question.setValue(answer);
}

async function send(payload) {
  const answers = [];
  for (const [n, chunk] of payload.data.entries()) {
    if (n + 1 < payload.data.length) chunk.append("*isIncomplete*", "yes");
    const answer = await asked(`${server}/odk/submission`, { method: "POST", body: chunk });
    const words = new DOMParser().parseFromString(await answer.text(), "text/xml").documentElement.textContent;
    answers.push([answer.status, words.trim()]);
  }
  return answers;
}

async function fill() {
  const [about] = await elements(`${server}/odk/formList`, "xform");
  const files = await elements(about.manifestUrl, "mediaFile");
  const media = new Map(files.map((file) => [file.filename, file.downloadUrl]));
  const form = await loadForm(await (await asked(about.downloadUrl)).text(), {
    fetchFormAttachment: (url) => asked(media.get(url.href.split("/").at(-1))),
  });
  if (form.status !== "success") throw form.error;
  const greeting = await asked(`${server}/odk/submission`, { method: "HEAD" });
  const maxSize = Number(greeting.headers.get("X-OpenRosa-Accept-Content-Length"));
  const keepName = { instanceAttachments: { fileNameFactory: (file) => `${file.basename}${file.extension ?? ""}` } };
  const made = {};
  const done = {};
  for (const { name, edits, answers } of instances) {
    const { root } = edits
      ? await form.editInstance({ inputType: "FORM_INSTANCE_INPUT_RESOLVED", data: made[edits].data }, keepName)
      : form.createInstance(keepName);
    for (const [question, answer] of Object.entries(answers)) {
      const asking = questions(root)[question];
      if (!asking.currentState.relevant) throw new Error(`${name}: ${question} is not asked`);
      give(asking, answer);
    }
    const payload = await root.prepareInstancePayload({ payloadType: "chunked", maxSize });
    made[name] = payload;
    done[name] = {
      xml: await payload.data[0].instanceFile.text(),
      refused: (payload.violations ?? []).map((one) => [
        one.reference.split("/").at(-1),
        one.violation.message.asString,
      ]),
      answers: payload.status === "ready" ? await send(payload) : [],
    };
  }
  return done;
}

const done = await fill().catch((error) => ({ failed: `${error} ${error.stack}` }));
await fetch(tell, { method: "POST", body: JSON.stringify(done) });
