// src/problems.ts
var Refused = class extends Error {
  constructor(problem) {
    super(`${problem.title} ${problem.detail} (${problem.code})`);
    this.problem = problem;
  }
  problem;
  name = "Refused";
};
function namedMutations(problem) {
  return problem.errors.flatMap(({ field }) => {
    const place = /^mutations\.(\d+)$/.exec(field)?.[1];
    return place === void 0 ? [] : [Number(place)];
  });
}
var Unreachable = class extends Error {
  /**
   * @param retryAfter The seconds that the server asked to wait; 0 if it did not say.
   * @param status The status of an answer that did not come from Minetally, for example from a proxy.
   */
  constructor(reason, retryAfter2, status) {
    super(reason);
    this.retryAfter = retryAfter2;
    this.status = status;
  }
  retryAfter;
  status;
  name = "Unreachable";
};
var OldHistory = class extends Error {
  name = "OldHistory";
  constructor() {
    super("this server serves an old history; nothing was taken from it, and everything is kept here");
  }
};
function errorOf(status, body, retryAfter2 = 0) {
  if (!isProblem(body)) return new Unreachable(`HTTP ${status} came, which is not an answer of Minetally`, retryAfter2, status);
  return body.code === "history_stopped" ? new OldHistory() : new Refused(body);
}
function isProblem(body) {
  const problem = body;
  return typeof problem?.code === "string" && typeof problem.title === "string" && Array.isArray(problem.errors);
}

// src/link.ts
var PATIENCE = { attempts: 6, firstDelay: 500, longestDelay: 3e4, timeout: 6e4 };
var LONGEST_WAIT = 12e4;
var Interrupted = class extends Error {
  constructor(reason, retryAfter2 = 0) {
    super(reason);
    this.retryAfter = retryAfter2;
  }
  retryAfter;
};
async function patiently(attempt, patience, signal) {
  for (let failed = 1; ; failed++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      if (failed >= patience.attempts || error.retryAfter > LONGEST_WAIT) {
        throw new Unreachable(
          `${error.message}, after ${failed} ${failed === 1 ? "attempt" : "attempts"}`,
          error.retryAfter / 1e3
        );
      }
      const most = Math.min(patience.longestDelay, patience.firstDelay * 2 ** (failed - 1));
      await pause(error.retryAfter + Math.random() * most, signal);
    }
  }
}
async function ask(send, request, patience) {
  stopIfAborted(request.signal);
  const limit = new AbortController();
  const abort = () => limit.abort(request.signal.reason);
  request.signal.addEventListener("abort", abort);
  const timer = setTimeout(() => limit.abort(new Error(`no answer in ${patience.timeout / 1e3} s`)), patience.timeout);
  try {
    const response = await send(request, { signal: limit.signal });
    const body = await response.arrayBuffer();
    const later = response.status >= 500 || [408, 425, 429].includes(response.status);
    if (later && !isFinal(body)) throw new Interrupted(`HTTP ${response.status}`, retryAfter(response.headers));
    const { status, statusText, headers } = response;
    return new Response(body.byteLength ? body : null, { status, statusText, headers });
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    stopIfAborted(request.signal);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Interrupted(cause instanceof Error ? cause.message : String(cause));
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", abort);
  }
}
function isFinal(body) {
  try {
    const problem = JSON.parse(new TextDecoder().decode(body));
    return isProblem(problem) && ["too_much_refused", "history_stopped"].includes(problem.code);
  } catch {
    return false;
  }
}
function retryAfter(headers) {
  const given = headers.get("Retry-After");
  if (!given) return 0;
  const wait = /^\d+$/.test(given) ? Number(given) * 1e3 : Date.parse(given) - Date.now();
  return Math.max(0, wait || 0);
}
function stopIfAborted(signal) {
  if (signal?.aborted) throw signal.reason ?? new DOMException("The operation was aborted.", "AbortError");
}
function pause(delay, signal) {
  stopIfAborted(signal);
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason ?? new DOMException("The operation was aborted.", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, delay);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

// src/client.ts
function connect({ server, token, patience, fetch: send = globalThis.fetch.bind(globalThis) }) {
  const within = { ...PATIENCE, ...patience };
  const call = async (method, path, asked2 = {}) => {
    const { body, signal } = asked2;
    const headers = new Headers(token ? { Authorization: `Bearer ${token}` } : {});
    for (const [name, value] of Object.entries(asked2.header ?? {})) if (value !== void 0) headers.set(name, value);
    if (body !== void 0) headers.set("Content-Type", "application/json");
    const init = { method: method.toUpperCase(), headers, ...signal ? { signal } : {} };
    if (body !== void 0) init.body = JSON.stringify(body);
    const address = addressOf(server, path, asked2);
    const attempt = async () => await answered(await ask(send, new Request(address, init), within));
    const again = method === "get" || typeof body === "object" && body !== null && ("id" in body || "secret" in body);
    return await patiently(attempt, again ? within : { ...within, attempts: 1 }, signal);
  };
  return call;
}
function addressOf(server, path, asked2) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(asked2.path?.[name])));
  const given = Object.entries(asked2.query ?? {}).filter(([, value]) => value !== void 0);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return server.replace(/\/+$/, "") + filled + (query && `?${query}`);
}
async function answered(response) {
  const json = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  const body = json ? await response.clone().json().catch(cutOff) : void 0;
  if (!response.ok && response.status !== 304) {
    throw errorOf(response.status, body, retryAfter(response.headers) / 1e3);
  }
  return { body, response };
}
function cutOff() {
  throw new Interrupted("the answer is incomplete");
}

// node_modules/idb/build/index.js
var instanceOfAny = (object, constructors) => constructors.some((c) => object instanceof c);
var idbProxyableTypes;
var cursorAdvanceMethods;
function getIdbProxyableTypes() {
  return idbProxyableTypes || (idbProxyableTypes = [
    IDBIndex,
    IDBObjectStore,
    IDBCursor,
    IDBDatabase,
    IDBTransaction
  ]);
}
function getCursorAdvanceMethods() {
  return cursorAdvanceMethods || (cursorAdvanceMethods = ["advance", "continue", "continuePrimaryKey"].map((method) => IDBCursor.prototype[method]));
}
var transactionDoneMap = /* @__PURE__ */ new WeakMap();
var transformCache = /* @__PURE__ */ new WeakMap();
var reverseTransformCache = /* @__PURE__ */ new WeakMap();
function promisifyRequest(request) {
  const promise = new Promise((resolve, reject) => {
    const unlisten = () => {
      request.removeEventListener("success", success);
      request.removeEventListener("error", error);
    };
    const success = () => {
      resolve(wrap(request.result));
      unlisten();
    };
    const error = () => {
      reject(request.error);
      unlisten();
    };
    request.addEventListener("success", success);
    request.addEventListener("error", error);
  });
  reverseTransformCache.set(promise, request);
  return promise;
}
function cacheDonePromiseForTransaction(tx) {
  if (transactionDoneMap.has(tx))
    return;
  const done = new Promise((resolve, reject) => {
    const unlisten = () => {
      tx.removeEventListener("complete", complete);
      tx.removeEventListener("error", error);
      tx.removeEventListener("abort", error);
    };
    const complete = () => {
      resolve();
      unlisten();
    };
    const error = () => {
      reject(tx.error || new DOMException("AbortError", "AbortError"));
      unlisten();
    };
    tx.addEventListener("complete", complete);
    tx.addEventListener("error", error);
    tx.addEventListener("abort", error);
  });
  transactionDoneMap.set(tx, done);
}
var idbProxyTraps = {
  get(target, prop, receiver) {
    if (target instanceof IDBTransaction) {
      if (prop === "done")
        return transactionDoneMap.get(target);
      if (prop === "store") {
        return receiver.objectStoreNames[1] ? void 0 : receiver.objectStore(receiver.objectStoreNames[0]);
      }
    }
    return wrap(target[prop]);
  },
  set(target, prop, value) {
    target[prop] = value;
    return true;
  },
  has(target, prop) {
    if (target instanceof IDBTransaction && (prop === "done" || prop === "store")) {
      return true;
    }
    return prop in target;
  }
};
function replaceTraps(callback) {
  idbProxyTraps = callback(idbProxyTraps);
}
function wrapFunction(func) {
  if (getCursorAdvanceMethods().includes(func)) {
    return function(...args) {
      func.apply(unwrap(this), args);
      return wrap(this.request);
    };
  }
  return function(...args) {
    return wrap(func.apply(unwrap(this), args));
  };
}
function transformCachableValue(value) {
  if (typeof value === "function")
    return wrapFunction(value);
  if (value instanceof IDBTransaction)
    cacheDonePromiseForTransaction(value);
  if (instanceOfAny(value, getIdbProxyableTypes()))
    return new Proxy(value, idbProxyTraps);
  return value;
}
function wrap(value) {
  if (value instanceof IDBRequest)
    return promisifyRequest(value);
  if (transformCache.has(value))
    return transformCache.get(value);
  const newValue = transformCachableValue(value);
  if (!Object.is(newValue, value)) {
    transformCache.set(value, newValue);
    reverseTransformCache.set(newValue, value);
  }
  return newValue;
}
var unwrap = (value) => reverseTransformCache.get(value);
function openDB(name, version, { blocked, upgrade, blocking, terminated } = {}) {
  const request = indexedDB.open(name, version);
  const openPromise = wrap(request);
  if (upgrade) {
    request.addEventListener("upgradeneeded", (event) => {
      upgrade(wrap(request.result), event.oldVersion, event.newVersion, wrap(request.transaction), event);
    });
  }
  if (blocked) {
    request.addEventListener("blocked", (event) => blocked(
      // Casting due to https://github.com/microsoft/TypeScript-DOM-lib-generator/pull/1405
      event.oldVersion,
      event.newVersion,
      event
    ));
  }
  openPromise.then((db) => {
    if (terminated)
      db.addEventListener("close", () => terminated());
    if (blocking) {
      db.addEventListener("versionchange", (event) => blocking(event.oldVersion, event.newVersion, event));
    }
  }).catch(() => {
  });
  return openPromise;
}
var readMethods = ["get", "getKey", "getAll", "getAllKeys", "count"];
var writeMethods = ["put", "add", "delete", "clear"];
var cachedMethods = {};
function getMethod(target, prop) {
  if (!(target instanceof IDBDatabase && !(prop in target) && typeof prop === "string")) {
    return;
  }
  if (cachedMethods[prop])
    return cachedMethods[prop];
  const targetFuncName = prop.replace(/FromIndex$/, "");
  const useIndex = prop !== targetFuncName;
  const isWrite = writeMethods.includes(targetFuncName);
  if (
    // Bail if the target doesn't exist on the target. Eg, getAll isn't in Edge.
    !(targetFuncName in (useIndex ? IDBIndex : IDBObjectStore).prototype) || !(isWrite || readMethods.includes(targetFuncName))
  ) {
    return;
  }
  const method = async function(storeName, ...args) {
    const tx = this.transaction(storeName, isWrite ? "readwrite" : "readonly");
    let target2 = tx.store;
    if (useIndex)
      target2 = target2.index(args.shift());
    return (await Promise.all([
      target2[targetFuncName](...args),
      isWrite && tx.done
    ]))[0];
  };
  return cachedMethods[prop] = method;
}
replaceTraps((oldTraps) => ({
  ...oldTraps,
  get: (target, prop, receiver) => getMethod(target, prop) || oldTraps.get(target, prop, receiver),
  has: (target, prop) => !!getMethod(target, prop) || oldTraps.has(target, prop)
}));
var advanceMethodProps = ["advance", "continue", "continuePrimaryKey"];
var methodMap = {};
var advanceResults = /* @__PURE__ */ new WeakMap();
var ittrProxiedCursorToOriginalProxy = /* @__PURE__ */ new WeakMap();
var cursorIteratorTraps = {
  get(target, prop) {
    if (!advanceMethodProps.includes(prop))
      return target[prop];
    let cachedFunc = methodMap[prop];
    if (!cachedFunc) {
      cachedFunc = methodMap[prop] = function(...args) {
        advanceResults.set(this, ittrProxiedCursorToOriginalProxy.get(this)[prop](...args));
      };
    }
    return cachedFunc;
  }
};
async function* iterate(...args) {
  let cursor = this;
  if (!(cursor instanceof IDBCursor)) {
    cursor = await cursor.openCursor(...args);
  }
  if (!cursor)
    return;
  cursor = cursor;
  const proxiedCursor = new Proxy(cursor, cursorIteratorTraps);
  ittrProxiedCursorToOriginalProxy.set(proxiedCursor, cursor);
  reverseTransformCache.set(proxiedCursor, unwrap(cursor));
  while (cursor) {
    yield proxiedCursor;
    cursor = await (advanceResults.get(proxiedCursor) || cursor.continue());
    advanceResults.delete(proxiedCursor);
  }
}
function isIteratorProp(target, prop) {
  return prop === Symbol.asyncIterator && instanceOfAny(target, [IDBIndex, IDBObjectStore, IDBCursor]) || prop === "iterate" && instanceOfAny(target, [IDBIndex, IDBObjectStore]);
}
replaceTraps((oldTraps) => ({
  ...oldTraps,
  get(target, prop, receiver) {
    if (isIteratorProp(target, prop))
      return iterate;
    return oldTraps.get(target, prop, receiver);
  },
  has(target, prop) {
    return isIteratorProp(target, prop) || oldTraps.has(target, prop);
  }
}));

// src/database.ts
var AT_FIRST = {
  cursor: null,
  epoch: null,
  copy: 0,
  renewing: false,
  oldCopies: [],
  known: [],
  restores: [],
  savedThrough: 0,
  serverKeys: []
};
function shownCopy({ renewing, oldCopies, copy, epoch }) {
  return renewing && oldCopies.at(-1) || { copy, epoch };
}
function openDatabase(name) {
  return openDB(name, 1, {
    upgrade(database) {
      database.createObjectStore("device");
      database.createObjectStore("finds", { keyPath: ["copy", "id"] });
      database.createObjectStore("receipts", { autoIncrement: true });
      const photos = database.createObjectStore("photos", { keyPath: "sha256" });
      photos.createIndex("wanted", "wanted");
      photos.createIndex("noted", "noted");
      const mutations = database.createObjectStore("mutations", { keyPath: "order", autoIncrement: true });
      mutations.createIndex("waiting", "waiting");
      mutations.createIndex("over", "over");
      mutations.createIndex("unseen", "unseen");
      mutations.createIndex("find", "mutation.find_id");
      mutations.createIndex("mutation", "mutation.id", { unique: true });
      mutations.createIndex("answered", ["answered.epoch", "answered.result.seq"]);
    },
    blocking: (_now, _wanted, event) => event.target.close()
    // so that a newer page in another tab can open the database
  });
}
async function atomically(database, work) {
  const stores = ["device", "finds", "mutations", "receipts", "photos"];
  const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
  try {
    const result = await work(transaction);
    await transaction.done;
    return result;
  } catch (error) {
    transaction.done.catch(() => void 0);
    try {
      transaction.abort();
    } catch {
    }
    throw error;
  }
}
async function progressOf(transaction) {
  return await transaction.objectStore("device").get("progress") ?? AT_FIRST;
}
async function progressed(transaction, change) {
  await transaction.objectStore("device").put({ ...await progressOf(transaction), ...change }, "progress");
}
function findsOf(copy, after = "") {
  return IDBKeyRange.bound([copy, after], [copy, "\uFFFF"], after !== "");
}
var RepeatedMutation = class extends Error {
  name = "RepeatedMutation";
};
async function keep(transaction, mutation) {
  const mutations = transaction.objectStore("mutations");
  const known = await mutations.index("mutation").get(mutation.id);
  if (known) {
    const made = `the mutation ${mutation.id} was already made here, for the find ${known.mutation.find_id}`;
    throw new RepeatedMutation(`${made}: give each mutation a new id, or leave it out`);
  }
  const record = { mutation, noted: Date.now(), waiting: 1, over: 1 };
  await mutations.add(record);
}

// src/days.ts
function localDate(text) {
  const midnight = /* @__PURE__ */ new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(text)) {
    throw new RangeError(`${JSON.stringify(text)} is not a day: write it as 2022-08-15`);
  }
  return text;
}
function dayIn(timezone, moment = /* @__PURE__ */ new Date()) {
  const format = new Intl.DateTimeFormat("en", {
    timeZone: timezone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit"
  });
  const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return localDate(`${parts["year"]}-${parts["month"]}-${parts["day"]}`);
}
function instant(moment = /* @__PURE__ */ new Date()) {
  const offset = -moment.getTimezoneOffset();
  const shown2 = new Date(moment.getTime() + offset * 6e4).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map(
    (n) => String(n).padStart(2, "0")
  );
  return `${shown2}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}

// src/history.ts
function isEarlier(epoch, than) {
  return order(epoch) < order(than);
}
function order(epoch) {
  return epoch[14] === "7" ? epoch.toLowerCase() : "";
}
function lastThatCameBack(restores, epoch) {
  const since = restores.filter((one) => isEarlier(epoch, one.epoch)).map((one) => one.from_seq);
  return since.length ? Math.min(...since) : null;
}
function isAnswerTo(value, sent) {
  const answer = value;
  if (!Array.isArray(answer?.results) || !Array.isArray(answer.changes)) return false;
  if (typeof answer.epoch !== "string" || typeof answer.has_more !== "boolean" || answer.cursor === void 0) return false;
  const results = answer.results;
  return results.length === sent.length && sent.every(({ id, find_id }, n) => {
    const result = results[n];
    return result?.id === id && (!result.find_id || result.find_id === find_id);
  });
}
function firstOf(result, epoch) {
  const place = result.place ?? { epoch, seq: result.seq };
  return { ...place, received_at: result.received_at ?? null, clock_offset_s: result.clock_offset_s ?? null };
}

// src/exchange.ts
var MOST_MUTATIONS = 1e3;
var LARGEST_BODY = 7 * 1024 * 1024;
var MOST_HEADS = 32;
var CHANGES = 500;
var WORTH_GZIP = 1024;
var NOT_UNDERSTOOD = [400, 411, 415, 422];
var ABOUT_BODIES = ["invalid_json", "invalid_request", "unsupported_media_type"];
async function nextBatch(database, after, most, without = /* @__PURE__ */ new Set()) {
  return await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    const records = [];
    let size = 0;
    let cursor = await transaction.objectStore("mutations").index("waiting").openCursor();
    for (; cursor && records.length < most; cursor = await cursor.continue()) {
      const record = cursor.value;
      if (record.order <= after || without.has(record.order)) continue;
      size += new TextEncoder().encode(JSON.stringify(record.mutation)).length;
      if (records.length && size > LARGEST_BODY) break;
      records.push(record);
    }
    const receipts = /* @__PURE__ */ new Map();
    for (const { receipt, first } of records) {
      if (!receipt || first?.epoch === progress.epoch || receipts.has(receipt.of)) continue;
      receipts.set(receipt.of, await transaction.objectStore("receipts").get(receipt.of));
    }
    return { progress, records, receipts };
  });
}
function bodyOf({ progress, records, receipts }, name) {
  const again = records.filter(({ first }) => first && first.epoch !== progress.epoch);
  const answered2 = Object.fromEntries(again.map(({ mutation, first }) => [mutation.id, first]));
  const proofs = [...receipts].map(([key, receipt]) => ({ ...receipt, lines: linesOf(again, key) }));
  const request = {
    cursor: progress.cursor,
    limit: CHANGES,
    device_time: instant(),
    exchange: { id: name, after: progress.exchange ?? null },
    ...progress.known.length ? { known: shownHeads(progress) } : {},
    ...again.length ? { answered: answered2 } : {},
    ...proofs.length ? { receipts: proofs } : {},
    mutations: records.map((one) => one.mutation)
  };
  return JSON.stringify(request);
}
function shownHeads({ known }) {
  return known.slice(-MOST_HEADS);
}
function linesOf(records, key) {
  const shown2 = records.flatMap(({ mutation, receipt }) => {
    return receipt?.of === key ? [[mutation.id, { index: receipt.index, path: receipt.path }]] : [];
  });
  return Object.fromEntries(shown2);
}
async function exchange(line, batch, name) {
  const sent = batch.records.map(({ mutation }) => mutation);
  return await post(line, "v1/sync", () => bodyOf(batch, name), (answer) => isAnswerTo(answer, sent));
}
async function post(line, path, body, isAnswer) {
  return await patiently(
    async () => {
      let { response, answer, packed } = await once(line, path, body());
      if (packed && didNotUnderstand(response, answer)) {
        line.gzip = false;
        ({ response, answer, packed } = await once(line, path, body()));
      }
      if (line.gzip === void 0 && takesGzip(response)) line.gzip = true;
      if (!response.ok) throw errorOf(response.status, answer, retryAfter(response.headers) / 1e3);
      if (!isAnswer(answer)) throw new Interrupted("the answer does not belong to this request");
      return answer;
    },
    line.patience,
    line.signal
  );
}
async function put(line, path, data, type) {
  const { send, server, token, patience, signal } = line;
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": type };
  const init = { method: "PUT", headers, body: data, ...signal ? { signal } : {} };
  await patiently(
    async () => {
      const response = await ask(send, new Request(new URL(path, server), init), patience);
      if (response.status === 204) return;
      const answer = await response.json().catch(() => void 0);
      throw errorOf(response.status, answer, retryAfter(response.headers) / 1e3);
    },
    patience,
    signal
  );
}
async function once(line, path, text) {
  const { send, server, token, patience, signal } = line;
  const packed = line.gzip === true && text.length >= WORTH_GZIP && typeof CompressionStream !== "undefined";
  const headers = new Headers({ Authorization: `Bearer ${token}`, "Content-Type": "application/json" });
  if (packed) headers.set("Content-Encoding", "gzip");
  const init = { method: "POST", headers, body: packed ? await compressed(text) : text };
  const request = new Request(new URL(path, server), { ...init, ...signal ? { signal } : {} });
  const response = await ask(send, request, patience);
  const answer = await response.json().catch(() => void 0);
  return { response, answer, packed };
}
async function compressed(text) {
  return await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
}
function didNotUnderstand(response, answer) {
  return NOT_UNDERSTOOD.includes(response.status) && (!isProblem(answer) || ABOUT_BODIES.includes(answer.code));
}
function takesGzip({ headers }) {
  return (headers.get("Accept-Encoding") ?? "").split(",").some((word) => /^\s*gzip\s*(;|$)/i.test(word));
}

// src/receipts.ts
var NAME = "minetally receipt 1\n";
var utf8 = new TextEncoder();
var HALF = /(?<!\\)(\\\\)*\\ud[89a-f]/;
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== void 0);
  members.sort(([one], [other]) => one < other ? -1 : 1);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}
async function placesOf(answer, sent) {
  if (!isReceipt(answer.receipt)) return null;
  const leaves = await leavesOf(answer, sent);
  if (!leaves) return { places: [] };
  const levels = await levelsOf(leaves);
  return { places: leaves.map((_, index) => shown(levels, index)) };
}
async function check(answer, sent) {
  const receipt = answer.receipt;
  if (!isReceipt(receipt)) return "wrong";
  const leaves = await leavesOf(answer, sent);
  if (!leaves) return "unchecked";
  const { signed, signature } = receipt;
  const root = leaves.length ? hex((await levelsOf(leaves)).at(-1)?.[0]) : "";
  if (signed.size !== leaves.length || signed.root !== root || signed.epoch !== answer.epoch) return "wrong";
  return await isSigned(NAME + canonical(signed), signature, signed.key);
}
async function fingerprintOf(key) {
  return hex(await sha256(bytesOf(key))).slice(0, 32);
}
function isReceipt(value) {
  const receipt = value;
  return typeof receipt?.signed === "object" && receipt.signed !== null && typeof receipt.signature === "string";
}
async function leavesOf(answer, sent) {
  if (!globalThis.crypto?.subtle) return null;
  return await Promise.all(
    sent.map(async ({ mutation }, n) => {
      const { id, place, received_at, clock_offset_s, outcome } = answer.results[n];
      const sentAs = JSON.stringify(mutation);
      const hash = hex(await sha256(utf8.encode(HALF.test(sentAs) ? sentAs : canonical(mutation))));
      const line = { id, sha256: hash, place, received_at, clock_offset_s, outcome };
      return await sha256(Uint8Array.of(0), utf8.encode(canonical(line)));
    })
  );
}
async function levelsOf(leaves) {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) level = await above(level);
  return levels;
}
function shown(levels, index) {
  const beside = levels.map((level, height) => level[index >> height ^ 1]);
  return { index, path: beside.filter((one) => one !== void 0).map(hex) };
}
async function above(level) {
  const nodes = [];
  for (let n = 0; n < level.length; n += 2) {
    const [left, right] = [level[n], level[n + 1]];
    nodes.push(right ? sha256(Uint8Array.of(1), left, right) : Promise.resolve(left));
  }
  return await Promise.all(nodes);
}
async function sha256(...parts) {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
}
async function isSigned(text, signature, key) {
  const content = utf8.encode(text);
  let [signed, publicKey] = [new Uint8Array(), new Uint8Array()];
  try {
    [signed, publicKey] = [bytesOf(signature), bytesOf(key)];
  } catch {
    return "wrong";
  }
  try {
    const imported = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, signed, content) ? "right" : "wrong";
  } catch {
  }
  try {
    const { verifyAsync } = await import("./ed25519.js");
    return await verifyAsync(signed, content, publicKey) ? "right" : "wrong";
  } catch {
    return "unchecked";
  }
}
function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
}
function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// src/photos.ts
var LARGEST = 8 * 1024 * 1024;
var KEPT = 365 * 24 * 3600 * 1e3;
async function keepPhoto(database, photo) {
  if (photo.size < 1 || photo.size > LARGEST) {
    throw new RangeError(`a photo has 1 to ${LARGEST} bytes, not ${photo.size}: scale it down`);
  }
  const data = await photo.arrayBuffer();
  const id = hex(await sha256(new Uint8Array(data)));
  await atomically(database, async (transaction) => {
    const photos = transaction.objectStore("photos");
    if (await photos.getKey(id)) return;
    await photos.put({ sha256: id, type: photo.type || "image/jpeg", data, noted: Date.now() });
  });
  return id;
}
async function noteWanted(transaction, wanted) {
  const photos = transaction.objectStore("photos");
  for (const id of wanted) {
    const photo = await photos.get(id);
    if (photo) await photos.put({ ...photo, wanted: 1 });
  }
}
async function bringPhotos(database, line) {
  const brought = [];
  for (const id of await database.getAllKeysFromIndex("photos", "wanted")) {
    const photo = await database.get("photos", id);
    if (!photo) continue;
    try {
      await put(line, `v1/photos/${id}`, photo.data, photo.type);
    } catch (error) {
      if (error instanceof Unreachable) break;
      if (error instanceof Refused) continue;
      throw error;
    }
    const { wanted: _, ...rest } = photo;
    await atomically(database, async (transaction) => await transaction.objectStore("photos").put(rest));
    brought.push(id);
  }
  await atomically(database, async (transaction) => {
    const photos = transaction.objectStore("photos");
    for (let cursor = await photos.index("noted").openCursor(IDBKeyRange.upperBound(Date.now() - KEPT)); cursor; ) {
      if (!cursor.value.wanted) await cursor.delete();
      cursor = await cursor.continue();
    }
  });
  return brought;
}

// src/copies.ts
var KEPT2 = 365 * 24 * 3600 * 1e3;
async function storeAnswer(database, batch, name, answer) {
  const lines = await placesOf(answer, batch.records);
  return await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    if (!isSame(progress, batch.progress)) return false;
    await storeResults(transaction, batch, answer, lines);
    for (const { find } of answer.changes) await storeFind(transaction, progress.copy, find);
    await noteWanted(transaction, answer.photos_wanted ?? []);
    const head = answer.head ?? answer.cursor;
    const shown2 = shownHeads(batch.progress);
    const known = progress.known.filter((one) => !shown2.includes(one) && one !== head);
    await progressed(transaction, {
      cursor: answer.cursor,
      epoch: answer.epoch,
      exchange: name,
      known: head ? [...known, head] : known,
      restores: answer.recovery?.restores ?? [],
      savedThrough: answer.saved_through_seq,
      ...answer.has_more ? {} : { renewing: false }
    });
    if (!answer.has_more) await tidy(transaction, progress);
    return true;
  });
}
function isSame(one, other) {
  return one.cursor === other.cursor && one.copy === other.copy;
}
async function storeFind(transaction, copy, find) {
  const finds = transaction.objectStore("finds");
  const before = await finds.get([copy, find.id]);
  if (!before || before.find.seq <= find.seq) await finds.put({ copy, id: find.id, find });
}
async function storeResults(transaction, batch, answer, lines) {
  const receipt = lines ? await transaction.objectStore("receipts").add(answer.receipt) : void 0;
  for (const [n, sent] of batch.records.entries()) {
    const result = answer.results[n];
    if (!["applied", "merged", "conflict", "rejected"].includes(result.outcome)) continue;
    const { waiting: _, unseen, ...record } = sent;
    const before = sent.answered?.result.outcome;
    const news = result.outcome !== before && (result.outcome === "conflict" || result.outcome === "rejected");
    const place = lines?.places[n];
    await transaction.objectStore("mutations").put({
      ...record,
      answered: { epoch: answer.epoch, result },
      first: sent.first ?? firstOf(result, answer.epoch),
      ...!sent.receipt && receipt !== void 0 && place ? { receipt: { of: receipt, ...place } } : {},
      ...news || unseen ? { unseen: 1 } : {}
    });
  }
}
async function tidy(transaction, before) {
  const mutations = transaction.objectStore("mutations");
  for (let cursor = await mutations.index("over").openCursor(); cursor; cursor = await cursor.continue()) {
    const { over: _, ...record } = cursor.value;
    if (!record.waiting) await cursor.update(record);
  }
  if (before.renewing) {
    for (let cursor = await mutations.index("waiting").openCursor(); cursor; cursor = await cursor.continue()) {
      await cursor.update({ ...cursor.value, over: 1 });
    }
  }
  await dropSaved(transaction, (record) => record.noted < Date.now() - KEPT2);
}
async function dropSaved(transaction, dropping) {
  const { epoch, savedThrough } = await progressOf(transaction);
  if (!epoch || !savedThrough) return 0;
  const saved = IDBKeyRange.bound([epoch, 0], [epoch, savedThrough]);
  const index = transaction.objectStore("mutations").index("answered");
  let dropped = 0;
  for (let cursor = await index.openCursor(saved); cursor; cursor = await cursor.continue()) {
    const record = cursor.value;
    if (record.waiting || record.unseen) continue;
    if (!dropping(record)) break;
    await cursor.delete();
    dropped += 1;
  }
  return dropped;
}
async function refuseHere(database, sent, result) {
  await atomically(database, async (transaction) => {
    const { waiting: _, ...record } = sent;
    await transaction.objectStore("mutations").put({ ...record, answered: { epoch: "", result }, unseen: 1 });
  });
}
async function beginAnew(database, batch, epoch, exchange2) {
  await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    if (!isSame(progress, batch.progress)) return;
    if (progress.epoch && isEarlier(epoch, progress.epoch)) throw new OldHistory();
    const oldCopies = [...progress.oldCopies];
    if (progress.renewing && oldCopies.length) {
      await transaction.objectStore("finds").delete(findsOf(progress.copy));
    } else {
      const old = { copy: progress.copy, epoch: progress.epoch ?? epoch };
      oldCopies.push(old);
      await settleOver(transaction, old);
    }
    const anew = { cursor: null, epoch, copy: progress.copy + 1, renewing: true, known: [], oldCopies };
    await progressed(transaction, { ...anew, ...exchange2 ? { exchange: exchange2 } : {} });
    const mutations = transaction.objectStore("mutations");
    for (let cursor = await mutations.openCursor(); cursor; cursor = await cursor.continue()) {
      const isOnlyHere = cursor.value.answered?.epoch === "";
      if (!isOnlyHere) await cursor.update({ ...cursor.value, waiting: 1 });
    }
  });
}
async function settleOver(transaction, { copy }) {
  const index = transaction.objectStore("mutations").index("over");
  for (let cursor = await index.openCursor(); cursor; cursor = await cursor.continue()) {
    const { over: _, ...record } = cursor.value;
    if (record.waiting || !record.answered) continue;
    const copied = await transaction.objectStore("finds").get([copy, record.mutation.find_id]);
    if (copied && copied.find.seq >= record.answered.result.seq) await cursor.update(record);
  }
}
async function dropOldCopy(database, { copy }, onlyWhatIsKnown = false) {
  await atomically(database, async (transaction) => {
    const finds = transaction.objectStore("finds");
    const progress = await progressOf(transaction);
    if (!onlyWhatIsKnown) {
      await finds.delete(findsOf(copy));
      await progressed(transaction, { oldCopies: progress.oldCopies.filter((one) => one.copy !== copy) });
      return;
    }
    for (let cursor = await finds.openCursor(findsOf(copy)); cursor; cursor = await cursor.continue()) {
      if (await finds.getKey([progress.copy, cursor.value.id])) await cursor.delete();
    }
  });
}

// src/identity.ts
function codeIn(text) {
  const given = text.trim();
  if (!/^(minetally|https?):/i.test(given)) return { code: given };
  const url = new URL(given);
  const said = url.search ? url.searchParams : new URLSearchParams(url.hash.slice(1));
  const server = url.protocol === "minetally:" ? said.get("server") : url.href.replace(/\/tablet\/?#.*$/, "");
  const serverKey = said.get("server_key");
  const beside = { ...server ? { server } : {}, ...serverKey ? { serverKey } : {} };
  return { code: (said.get("code") ?? "").trim(), ...beside };
}
async function secretFor(database, code) {
  return await atomically(database, async (transaction) => {
    const store = transaction.objectStore("device");
    const before = await store.get("enrolling");
    if (before?.code === code) return before.secret;
    const bytes = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32)));
    const secret = btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    await store.put({ code, secret }, "enrolling");
    return secret;
  });
}
async function enrolled(code, secret, given, was) {
  const { server } = given;
  const asked2 = { code, secret, ...was ? { device_id: was.deviceId } : {} };
  const { body } = await connect(given)("post", "/v1/enrol", { body: asked2 });
  const { token, device_id: deviceId, device, team, operation, timezone, server_key: serverKey } = body;
  const identity = { server: `${server.replace(/\/+$/, "")}/`, token, deviceId, device, team, operation, timezone };
  return { identity, serverKey };
}

// src/lock.ts
var LEASE = 15e3;
async function alone(database, work, signal) {
  const locks = globalThis.navigator?.locks;
  if (!locks) return await leased(database, work, signal);
  return await locks.request(`minetally sync ${database.name}`, signal ? { signal } : {}, work);
}
async function leased(database, work, signal) {
  const owner = crypto.getRandomValues(new Uint32Array(4)).join("-");
  while (!await take(database, owner)) {
    stopIfAborted(signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const renewal = setInterval(() => void take(database, owner).catch(() => void 0), LEASE / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    await take(database, owner, 0);
  }
}
async function take(database, owner, duration = LEASE) {
  const transaction = database.transaction("device", "readwrite");
  const lease = await transaction.store.get("lease");
  const free = !lease || lease.owner === owner || lease.until < Date.now();
  if (free) await transaction.store.put({ owner, until: Date.now() + duration }, "lease");
  await transaction.done;
  return free;
}

// node_modules/uuid/dist/stringify.js
var byteToHex = [];
for (let i = 0; i < 256; ++i) {
  byteToHex.push((i + 256).toString(16).slice(1));
}
function unsafeStringify(arr, offset = 0) {
  return (byteToHex[arr[offset + 0]] + byteToHex[arr[offset + 1]] + byteToHex[arr[offset + 2]] + byteToHex[arr[offset + 3]] + "-" + byteToHex[arr[offset + 4]] + byteToHex[arr[offset + 5]] + "-" + byteToHex[arr[offset + 6]] + byteToHex[arr[offset + 7]] + "-" + byteToHex[arr[offset + 8]] + byteToHex[arr[offset + 9]] + "-" + byteToHex[arr[offset + 10]] + byteToHex[arr[offset + 11]] + byteToHex[arr[offset + 12]] + byteToHex[arr[offset + 13]] + byteToHex[arr[offset + 14]] + byteToHex[arr[offset + 15]]).toLowerCase();
}

// node_modules/uuid/dist/rng.js
var rnds8 = new Uint8Array(16);
function rng() {
  return crypto.getRandomValues(rnds8);
}

// node_modules/uuid/dist/v7.js
var _state = {};
function v7(options, buf, offset) {
  let bytes;
  if (options) {
    bytes = v7Bytes(options.random ?? options.rng?.() ?? rng(), options.msecs, options.seq, buf, offset);
  } else {
    const now = Date.now();
    const rnds = rng();
    updateV7State(_state, now, rnds);
    bytes = v7Bytes(rnds, _state.msecs, _state.seq, buf, offset);
  }
  return buf ?? unsafeStringify(bytes);
}
function updateV7State(state, now, rnds) {
  state.msecs ??= -Infinity;
  state.seq ??= 0;
  if (now > state.msecs) {
    state.seq = v7Sequence(rnds);
    state.msecs = now;
  } else {
    state.seq = state.seq + 1 | 0;
    if (state.seq === 0) {
      state.msecs++;
    }
  }
  return state;
}
function v7Bytes(rnds, msecs, seq, buf, offset = 0) {
  if (rnds.length < 16) {
    throw new Error("Random bytes length must be >= 16");
  }
  if (!buf) {
    buf = new Uint8Array(16);
    offset = 0;
  } else {
    if (offset < 0 || offset + 16 > buf.length) {
      throw new RangeError(`UUID byte range ${offset}:${offset + 15} is out of buffer bounds`);
    }
  }
  msecs ??= Date.now();
  seq ??= v7Sequence(rnds);
  buf[offset++] = msecs / 1099511627776 & 255;
  buf[offset++] = msecs / 4294967296 & 255;
  buf[offset++] = msecs / 16777216 & 255;
  buf[offset++] = msecs / 65536 & 255;
  buf[offset++] = msecs / 256 & 255;
  buf[offset++] = msecs & 255;
  buf[offset++] = 112 | seq >>> 28 & 15;
  buf[offset++] = seq >>> 20 & 255;
  buf[offset++] = 128 | seq >>> 14 & 63;
  buf[offset++] = seq >>> 6 & 255;
  buf[offset++] = seq << 2 & 255 | rnds[10] & 3;
  buf[offset++] = rnds[11];
  buf[offset++] = rnds[12];
  buf[offset++] = rnds[13];
  buf[offset++] = rnds[14];
  buf[offset++] = rnds[15];
  return buf;
}
function v7Sequence(rnds) {
  return (rnds[6] & 127) << 24 | rnds[7] << 16 | rnds[8] << 8 | rnds[9];
}
var v7_default = v7;

// src/generated/fields.ts
var FIELDS = [
  "marking",
  "category",
  "count",
  "position",
  "found_on",
  "disposition",
  "manufactured_year",
  "manufactured_country",
  "lot",
  "district",
  "depth_cm",
  "condition",
  "method",
  "note",
  "photos"
];

// src/mutations.ts
var NOTHING = Object.fromEntries(FIELDS.map((name) => [name, null]));
var LARGEST_MUTATION = 256 * 1024;
function createOf(fields, given = {}) {
  return mutationOf("create", given.findId ?? v7_default(), 0, { set: fields }, given);
}
function editOf(held2, fields, given = {}) {
  const changed = FIELDS.filter((name) => fields[name] !== void 0 && !same(fields[name], held2[name]));
  if (!changed.length) return null;
  const said = { set: pick(fields, changed), was: pick(held2, changed) };
  return mutationOf("edit", held2.id, held2.version, said, given);
}
function deleteOf(held2, given = {}) {
  return mutationOf("delete", held2.id, held2.version, { was: pick(held2, FIELDS) }, given);
}
function restoreOf(held2, given = {}) {
  return mutationOf("restore", held2.id, held2.version, {}, given);
}
function mutationOf(op, findId, version, said, { id = v7_default(), madeAt = instant() }) {
  const mutation = { id: id.toLowerCase(), find_id: findId.toLowerCase(), op, base_version: version, ...said, made_at: madeAt };
  const text = JSON.stringify(mutation);
  if (new TextEncoder().encode(text).length > LARGEST_MUTATION) {
    throw new RangeError("this mutation is larger than 256 KiB: send the SHA-256 of a photo, not the photo");
  }
  return JSON.parse(text);
}
function pick(from, names) {
  return Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
}
function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return one === (other ?? null);
  const names = /* @__PURE__ */ new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => same(one[name] ?? null, other[name]));
}
function held(stored, typed, epoch) {
  let find = stored && {
    ...pick(stored, FIELDS),
    id: stored.id,
    state: stored.state,
    version: stored.version,
    waiting: false,
    stored: { ...NOTHING, ...stored }
  };
  for (const { mutation, waiting, answered: answered2 } of typed) {
    const result = answered2?.result;
    const isInCopy = result && stored && answered2.epoch === epoch && stored.seq >= result.seq;
    if (result && (result.outcome === "rejected" || isInCopy && !waiting)) {
      if (find && waiting) find = { ...find, waiting: true };
      continue;
    }
    find = played(find, mutation, waiting === 1);
  }
  return find;
}
function played(find, { op, find_id, set }, waiting) {
  if (op === "create" && !find) {
    return { ...NOTHING, ...set, id: find_id, state: "live", version: 0, waiting, stored: null };
  }
  if (!find) return null;
  const state = op === "delete" ? "deleted" : op === "restore" ? "live" : find.state;
  return { ...find, ...set, state, waiting: find.waiting || waiting };
}

// src/server-key.ts
var NAME2 = "minetally key 1\n";
async function serverKeyOf(database) {
  const { signs, serverKeys } = await atomically(database, progressOf);
  if (signs === void 0) return "unknown";
  return signs !== "" && serverKeys.includes(await fingerprintOf(signs)) ? "confirmed" : "not_confirmed";
}
async function noteKey(database, receipt, checked) {
  if (checked === "unchecked") return;
  const signs = checked === "right" ? receipt.signed.key : "";
  await atomically(database, async (transaction) => {
    if ((await progressOf(transaction)).signs !== signs) await progressed(transaction, { signs });
  });
}
async function followKey(database, { server, send, patience, signal }) {
  if (await serverKeyOf(database) !== "not_confirmed") return;
  const { signs, serverKeys } = await atomically(database, progressOf);
  if (!signs) return;
  try {
    const asked2 = signal ? [{ signal }] : [];
    const { body } = await connect({ server, fetch: send, patience })("get", "/.well-known/minetally-keys", ...asked2);
    const followed = await wayTo(signs, body.keys, serverKeys);
    await atomically(database, async (transaction) => {
      const { serverKeys: known } = await progressOf(transaction);
      await progressed(transaction, { serverKeys: [.../* @__PURE__ */ new Set([...known, ...followed])] });
    });
  } catch {
    signal?.throwIfAborted();
  }
}
async function wayTo(key, listed, known) {
  const way = [];
  for (let at = key; at && way.length <= listed.length; ) {
    const one = listed.find((each) => each.key === at);
    if (one?.revoked_at) return [];
    const fingerprint = await fingerprintOf(at);
    if (known.includes(fingerprint)) return way;
    if (!one?.signed_by || !one.signature) return [];
    const said = NAME2 + canonical({ from: one.from, key: one.key });
    if (await isSigned(said, one.signature, one.signed_by) !== "right") return [];
    way.push(fingerprint);
    at = one.signed_by;
  }
  return [];
}

// src/witness.ts
var MOST = 1e3;
async function witness(database, { oldCopies, restores }, line) {
  for (const old of oldCopies) {
    const from = lastThatCameBack(restores, old.epoch);
    if (from === null) {
      await dropOldCopy(database, old, true);
      continue;
    }
    try {
      await tell(database, old, from, line);
      await dropOldCopy(database, old);
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof Refused || error instanceof OldHistory)) throw error;
    }
  }
}
async function tell(database, { copy, epoch }, from, line) {
  let [after, done] = ["", false];
  while (!done) {
    const page = await database.getAll("finds", findsOf(copy, after), MOST);
    const finds = firstOf2(page);
    after = page[finds.length - 1]?.id ?? after;
    done = finds.length === page.length && page.length < MOST;
    const body = JSON.stringify({ epoch, finds: finds.filter(({ seq }) => seq > from), done });
    await post(line, "v1/recovery/witness", () => body, isAnything);
  }
}
function firstOf2(page) {
  let size = 0;
  const finds = page.map(({ find }) => find);
  const most = finds.findIndex((find, n) => {
    size += JSON.stringify(find).length * 3;
    return n > 0 && size > LARGEST_BODY;
  });
  return most < 0 ? finds : finds.slice(0, most);
}
function isAnything(_) {
  return true;
}

// src/syncing.ts
var MOST_HISTORIES = 3;
async function* exchanges(database, line, largest, heldBack) {
  const batchSize = Math.min(Math.max(largest, 1), MOST_MUTATIONS);
  let [most, after, histories] = [batchSize, 0, 0];
  const without = /* @__PURE__ */ new Set();
  const hold = (records) => {
    for (const { order: order2 } of records) without.add(order2);
    heldBack.push(...records.map(({ mutation }) => mutation.id));
  };
  const follow = async (batch, epoch, name) => {
    if (++histories > MOST_HISTORIES) throw new Unreachable("the server's history changed too often in one sync", 0);
    await beginAnew(database, batch, epoch, name);
    after = 0;
  };
  for (; ; ) {
    const batch = await nextBatch(database, after, most, without);
    const { records, progress } = batch;
    try {
      const name = v7_default();
      const answer = await asked(database, line, batch, name);
      if (progress.epoch && isEarlier(answer.epoch, progress.epoch)) throw new OldHistory();
      if (progress.epoch && answer.epoch !== progress.epoch) {
        await follow(batch, answer.epoch, name);
        continue;
      }
      if (!await storeAnswer(database, batch, name, answer)) continue;
      after = records.at(-1)?.order ?? after;
      yield { sent: records, answer };
      if (!answer.has_more && (await nextBatch(database, after, 1, without)).records.length === 0) break;
    } catch (error) {
      if (error instanceof Refused && isResync(error.problem)) {
        await follow(batch, error.problem.epoch);
      } else if (error instanceof Refused && error.problem.code === "too_much_refused") {
        const named = namedMutations(error.problem).flatMap((place) => records[place] ?? []);
        if (!named.length) throw error;
        hold(named);
      } else if (records.length && isTooLarge(error)) {
        const [first] = records;
        if (records.length === 1 && error instanceof Refused) await refuseHere(database, first, tooLarge(first, error.problem));
        else if (records.length === 1) hold(await waitingOf(database, first));
        most = records.length === 1 ? batchSize : Math.ceil(records.length / 2);
      } else {
        throw error;
      }
    }
  }
  await witness(database, await atomically(database, progressOf), line);
}
async function asked(database, line, batch, name) {
  const before = line.gzip;
  try {
    return await exchange(line, batch, name);
  } finally {
    const { gzip } = line;
    if (gzip !== before && gzip !== void 0) {
      await atomically(database, async (transaction) => await progressed(transaction, { gzip }));
    }
  }
}
function isResync(problem) {
  return problem.code === "resync_required";
}
function isTooLarge(error) {
  if (error instanceof Refused) return error.problem.code === "too_large";
  return error instanceof Unreachable && error.status === 413;
}
async function waitingOf(database, { mutation, order: order2 }) {
  const of = await database.getAllFromIndex("mutations", "find", mutation.find_id);
  return of.filter((record) => record.waiting && record.order >= order2);
}
function tooLarge({ mutation }, problem) {
  const nothing = { version: null, seq: -1, conflicts: [], flags: [], replayed: false };
  return { id: mutation.id, find_id: mutation.find_id, outcome: "rejected", problem, ...nothing };
}

// src/device.ts
var PAGE = 500;
var NoSuchFind = class extends Error {
  name = "NoSuchFind";
};
var OtherOperation = class extends Error {
  name = "OtherOperation";
};
var Device = class _Device {
  constructor(database, identity, options) {
    this.database = database;
    this.options = options;
    this.#identity = identity;
  }
  database;
  options;
  #identity;
  #syncing;
  /** The device that was enrolled in this database; null if there is none. */
  static async open(options = {}) {
    const database = await openDatabase(options.database ?? "minetally");
    const identity = await database.get("device", "identity");
    if (identity) return new _Device(database, identity, options);
    database.close();
    return null;
  }
  /**
   * Enrols with a code, which works once, and stores the token. If the database already has a device, the device gets a
   * new token. If no answer came, call it again with the same code: the device sends the same secret, and gets the
   * answer that was lost.
   */
  static async enrol({ code: text, server: given, ...options }) {
    const code = codeIn(text);
    const address = given ?? code.server;
    if (!address) throw new TypeError("the code does not contain a server: give its address as `server`");
    const database = await openDatabase(options.database ?? "minetally");
    void globalThis.navigator?.storage?.persist?.().catch(() => false);
    try {
      return new _Device(database, await become(database, code, address, options), options);
    } catch (error) {
      database.close();
      throw error;
    }
  }
  /** Gets a new token, after a sync that says `forked` or `token_refused`. The outbox and the copy stay. */
  async enrol(text, server = this.#identity.server) {
    this.#identity = await become(this.database, codeIn(text), server, this.options);
  }
  /** The identity of this device: team, operation, time zone. */
  get identity() {
    const { token: _, ...shown2 } = this.#identity;
    return shown2;
  }
  /** Whether the server is the one that this device was enrolled at, as far as the last receipt says. */
  async serverKey() {
    return await serverKeyOf(this.database);
  }
  /** The day it is for the operation: what `found_on` is for a find of today. */
  today(moment = /* @__PURE__ */ new Date()) {
    return dayIn(this.#identity.timezone, moment);
  }
  close() {
    this.database.close();
  }
  // Mutations. When the promise resolves, the mutation is on the disk and will be sent.
  /** A new find. */
  async create(fields, given) {
    const mutation = createOf(fields, given);
    await atomically(this.database, async (transaction) => await keep(transaction, mutation));
    return await this.#present(mutation.find_id);
  }
  /** Changes these fields of a find. Fields that did not change are not sent. `null` clears an optional field. */
  async edit(findId, fields, given) {
    return await this.#change(findId, (find) => editOf(find, fields, given));
  }
  async delete(findId, given) {
    return await this.#change(findId, (find) => deleteOf(find, given));
  }
  /** Restores a deleted find. */
  async restore(findId, given) {
    return await this.#change(findId, (find) => restoreOf(find, given));
  }
  /**
   * Stores a photo and returns its SHA-256: name that in `photos` of a find. `sync` brings it to the server, which asks for
   * it; also again after a restore. It is kept for a year.
   */
  async keepPhoto(photo) {
    return await keepPhoto(this.database, photo);
  }
  async #change(findId, make) {
    await atomically(this.database, async (transaction) => {
      const find = await heldFind(transaction, findId);
      if (!find) throw new NoSuchFind(`find ${findId} is not on this device`);
      const mutation = make(find);
      if (mutation) await keep(transaction, mutation);
    });
    return await this.#present(findId);
  }
  async #present(findId) {
    return await this.find(findId);
  }
  // Finds and mutations on this device
  /** A find with the changes that were typed here; null if it is not on this device. */
  async find(findId) {
    return await atomically(this.database, async (transaction) => await heldFind(transaction, findId));
  }
  /** All finds in the order of their ids, also deleted ones: see `state`. */
  async *finds() {
    const typed = await this.#typed();
    const { copy, epoch } = shownCopy(await this.#progress());
    for await (const { id, find } of this.#copied(copy)) {
      const here = typed.get(id) ?? [];
      typed.delete(id);
      const one = held(find, here, epoch);
      if (one) yield one;
    }
    for (const here of typed.values()) {
      const one = held(null, here, epoch);
      if (one) yield one;
    }
  }
  /**
   * Finds that were here, but that the server does not have after a restore from a backup. Tell the command staff. They
   * are kept until the server has them again, or has been told of them.
   */
  async lackedByServer() {
    const { copy, renewing, oldCopies } = await this.#progress();
    const lacked = [];
    for (const old of renewing ? [] : oldCopies) {
      for await (const { id, find } of this.#copied(old.copy)) {
        if (!await this.database.getKey("finds", [copy, id])) lacked.push(find);
      }
    }
    return lacked;
  }
  async *#copied(copy) {
    for (let after = ""; ; ) {
      const page = await this.database.getAll("finds", findsOf(copy, after), PAGE);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  }
  async #typed() {
    const typed = /* @__PURE__ */ new Map();
    for (const record of await this.database.getAllFromIndex("mutations", "over")) {
      const { find_id } = record.mutation;
      typed.set(find_id, [...typed.get(find_id) ?? [], record]);
    }
    return typed;
  }
  async #progress() {
    return await atomically(this.database, progressOf);
  }
  /** Mutations without an answer, in the order in which they were made. */
  async outbox() {
    return (await this.database.getAllFromIndex("mutations", "waiting")).map(({ mutation }) => mutation);
  }
  /** Conflicts and rejections that are not marked as seen: show them to the person. */
  async unseen() {
    const records = await this.database.getAllFromIndex("mutations", "unseen");
    return records.flatMap(({ mutation, answered: answered2 }) => answered2 ? [{ mutation, result: answered2.result }] : []);
  }
  /** Marks the result of a mutation as seen. */
  async seen(mutationId) {
    await atomically(this.database, async (transaction) => {
      const mutations = transaction.objectStore("mutations");
      const record = await mutations.index("mutation").get(mutationId);
      if (!record) return;
      const { unseen: _, ...rest } = record;
      await mutations.put(rest);
    });
  }
  /**
   * Drops answered mutations that a verified backup has, oldest first, until `leaving` are kept. Returns how many were
   * dropped. Call it only if the disk is full: otherwise they are kept for a year.
   */
  async makeRoom(leaving) {
    return await atomically(this.database, async (transaction) => {
      let kept = await transaction.objectStore("mutations").count();
      return await dropSaved(transaction, () => kept-- > leaving);
    });
  }
  // The exchange
  /**
   * Sends what waits and fetches what is new, until both are done or it cannot continue. It never throws because of
   * the network or the server: see `state`. A second call during a sync gets the same result.
   */
  sync(signal) {
    this.#syncing ??= alone(this.database, async () => await this.#sync(signal), signal).finally(() => {
      this.#syncing = void 0;
    });
    return this.#syncing;
  }
  async #sync(signal) {
    const results = [];
    const heldBack = [];
    const seen = { received: 0, clockOffset: 0, forked: false, photosBrought: [], photosWanted: [] };
    let receipts = null;
    const wanted = () => [...new Set(seen.photosWanted)].filter((id) => !seen.photosBrought.includes(id));
    const ended = async () => {
      const waiting = await this.database.countFromIndex("mutations", "waiting");
      const serverKey = await serverKeyOf(this.database);
      return { results, heldBack, ...seen, photosWanted: wanted(), receipts, serverKey, waiting };
    };
    try {
      const line = await this.#line(signal);
      for await (const { sent, answer } of exchanges(this.database, line, this.options.batch ?? 100, heldBack)) {
        results.push(...sent.map(({ mutation }, n) => ({ mutation, result: answer.results[n] })));
        seen.received += answer.changes.length;
        seen.clockOffset = answer.clock_offset_s;
        seen.forked = answer.forked;
        seen.photosWanted.push(...answer.photos_wanted ?? []);
        if (!sent.length) continue;
        const checked = await check(answer, sent);
        receipts = worse(receipts, checked);
        await noteKey(this.database, answer.receipt, checked);
      }
      await followKey(this.database, line);
      seen.photosBrought = await bringPhotos(this.database, line);
      return { state: "synced", ...await ended() };
    } catch (error) {
      if (error instanceof OldHistory) return { state: "old_history", ...await ended() };
      if (error instanceof Unreachable) {
        return { state: "unreachable", reason: error.message, retryAfter: error.retryAfter, ...await ended() };
      }
      if (!(error instanceof Refused)) throw error;
      return { state: stateOf(error.problem), problem: error.problem, ...await ended() };
    }
  }
  async #line(signal) {
    const { server, token } = this.#identity;
    const patience = { ...PATIENCE, ...this.options.patience };
    const send = this.options.fetch ?? globalThis.fetch.bind(globalThis);
    return { send, server, token, patience, gzip: (await this.#progress()).gzip, signal };
  }
};
function stateOf({ code, status }) {
  if (code === "awaiting_confirmation") return code;
  return status === 401 ? "token_refused" : "refused";
}
function worse(one, other) {
  const order2 = [null, "right", "unchecked", "wrong"];
  return order2.indexOf(one) > order2.indexOf(other) ? one : other;
}
async function become(database, asked2, server, options) {
  const { code } = asked2;
  const was = await database.get("device", "identity");
  refuseOther(was, code.slice(0, code.lastIndexOf(".")));
  const given = { ...options, server };
  const { identity, serverKey } = await enrolled(code, await secretFor(database, code), given, was);
  await atomically(database, async (transaction) => {
    const store = transaction.objectStore("device");
    refuseOther(await store.get("identity"), identity.operation);
    const { exchange: _, gzip: __, signs: ___, ...before } = await progressOf(transaction);
    const progress = { ...before, serverKeys: [asked2.serverKey ?? serverKey] };
    await Promise.all([store.put(identity, "identity"), store.put(progress, "progress"), store.delete("enrolling")]);
  });
  return identity;
}
function refuseOther(stored, operation) {
  const before = stored;
  if (!before || before.operation === operation) return;
  const both = `this database belongs to ${before.operation}, but the code belongs to ${operation}`;
  throw new OtherOperation(`${both}: use another database`);
}
async function heldFind(transaction, findId) {
  const { copy, epoch } = shownCopy(await progressOf(transaction));
  const copied = await transaction.objectStore("finds").get([copy, findId]);
  const typed = await transaction.objectStore("mutations").index("find").getAll(findId);
  return held(
    copied?.find ?? null,
    typed.filter((record) => record.over),
    epoch
  );
}

// src/staff.ts
var PAGE2 = 500;
var Staff = class {
  /** Every operation of the API, for requests that have no method here. */
  api;
  constructor(server) {
    this.api = connect(server);
  }
  // Listings
  finds(filters = {}) {
    return paged((page) => this.api("get", "/v1/finds", { query: { ...filters, ...page } }));
  }
  /** Everything that was done to a find, from the first log entry on. */
  history(findId) {
    return paged(() => this.api("get", "/v1/finds/{find_id}/history", { path: { find_id: findId } }));
  }
  /** Open conflicts, or those with another `state`. */
  conflicts(filters = {}) {
    return paged((page) => this.api("get", "/v1/conflicts", { query: { ...filters, ...page } }));
  }
  duplicates(filters = {}) {
    return paged((page) => this.api("get", "/v1/duplicates", { query: { ...filters, ...page } }));
  }
  quarantine(filters = {}) {
    return paged((page) => this.api("get", "/v1/quarantine", { query: { ...filters, ...page } }));
  }
  editions() {
    return paged((page) => this.api("get", "/v1/editions", { query: page }));
  }
  /** The finds that an edition, or one of its revisions, counts. */
  editionFinds(number, filters = {}) {
    return paged(
      (page) => this.api("get", "/v1/editions/{number}/finds", { path: { number }, query: { ...filters, ...page } })
    );
  }
  /** The finds that a report, or one of its rows, counts. */
  weeklyFinds(period, row = {}) {
    return paged((page) => this.api("get", "/v1/reports/weekly/finds", { query: { ...period, ...row, ...page } }));
  }
  devices() {
    return paged(() => this.api("get", "/v1/devices"));
  }
  teams() {
    return paged(() => this.api("get", "/v1/teams"));
  }
  tokens() {
    return paged(() => this.api("get", "/v1/tokens"));
  }
  types() {
    return paged(() => this.api("get", "/v1/types"));
  }
  /** Markings that are not in the catalogue, with similar ones that are. */
  lookAlikes() {
    return paged(() => this.api("get", "/v1/look-alikes"));
  }
  areas() {
    return paged(() => this.api("get", "/v1/areas"));
  }
  roster(period) {
    return paged(() => this.api("get", "/v1/roster", { query: period }));
  }
  // Reports and decisions
  /** The weekly report. A grouping that was not requested is missing. */
  async weekly(period, more = {}) {
    return (await this.api("get", "/v1/reports/weekly", { query: { ...period, ...more } })).body;
  }
  async conflict(id) {
    return (await this.api("get", "/v1/conflicts/{conflict_id}", { path: { conflict_id: id } })).body;
  }
  /** Resolves a conflict that you have read. If it has changed since then, nothing is resolved and `state` is `changed`. */
  async resolve(conflict, value, more = {}) {
    const asked2 = {
      path: { conflict_id: conflict.id },
      header: { "If-Match": conflict.etag },
      body: { id: v7_default(), value, ...more }
    };
    try {
      const { body } = await this.api("post", "/v1/conflicts/{conflict_id}/resolution", asked2);
      return { state: "settled", result: body };
    } catch (error) {
      const problem = error instanceof Refused ? error.problem : null;
      if (problem?.code !== "precondition_failed" || !problem.conflict) throw error;
      return { state: "changed", conflict: problem.conflict };
    }
  }
  /** Which tablets are back since the last restore of the server, what is missing, what differs, and who waits to be admitted. */
  async recovery() {
    return (await this.api("get", "/v1/recovery")).body;
  }
  /** Lets these in again after a restore without a journal: all, or none. Who is not named goes on waiting. */
  async admit(named) {
    return (await this.api("post", "/v1/recovery/admit", { body: named })).body;
  }
  /**
   * Takes finds of `recovery` as tablets had seen them, as your edits. Throws Refused with `precondition_failed` if one
   * has changed since you read it: then none is taken.
   */
  async take(seen, reason = "") {
    const versions = Object.fromEntries(seen.map(({ find_id, version }) => [find_id, version]));
    const body = { id: v7_default(), find_ids: seen.map(({ find_id }) => find_id), versions, reason };
    return (await this.api("post", "/v1/recovery/take", { body })).body;
  }
  /** Says that nothing more is waited for. What comes later still goes in. */
  async closeRecovery(reason) {
    return (await this.api("post", "/v1/recovery/close", { body: { id: v7_default(), reason } })).body;
  }
  /** Decides about a suspected duplicate that you have read. Throws Refused with `precondition_failed` if it has changed since then. */
  async decide(pair, decision) {
    const asked2 = {
      path: { pair_id: pair.id },
      header: { "If-Match": pair.etag },
      body: { id: v7_default(), ...decision }
    };
    return (await this.api("post", "/v1/duplicates/{pair_id}/decision", asked2)).body;
  }
};
async function* paged(read) {
  let after = null;
  do {
    const { items, next } = (await read({ limit: PAGE2, ...after ? { after } : {} })).body;
    yield* items;
    after = next;
  } while (after);
}
export {
  Device,
  NoSuchFind,
  OldHistory,
  OtherOperation,
  Refused,
  RepeatedMutation,
  Staff,
  Unreachable,
  canonical,
  check as checkReceipt,
  connect,
  dayIn,
  fingerprintOf,
  instant,
  localDate
};
