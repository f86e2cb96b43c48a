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
  /** @param retryAfter The seconds that the server asked to wait; 0 if it did not say. */
  constructor(reason, retryAfter2) {
    super(reason);
    this.retryAfter = retryAfter2;
  }
  retryAfter;
  name = "Unreachable";
};
function refusalOf(status, body) {
  if (typeof body === "object" && body !== null && "code" in body && "title" in body) return body;
  return {
    type: "about:blank",
    title: "The answer did not come from Minetally.",
    status,
    detail: `HTTP ${status} without a problem document. Check the address of the server and the proxies in between.`,
    code: "internal",
    errors: []
  };
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
  const limit = new AbortController();
  const abort = () => limit.abort(request.signal.reason);
  request.signal.addEventListener("abort", abort);
  const timer = setTimeout(() => limit.abort(new Error(`no answer in ${patience.timeout / 1e3} s`)), patience.timeout);
  try {
    const response = await send(request, { signal: limit.signal });
    const body = await response.arrayBuffer();
    const later = response.status >= 500 || response.status === 429 || response.status === 408;
    if (later && !saysTooMuchRefused(response.status, body)) {
      throw new Interrupted(`HTTP ${response.status}`, retryAfter(response.headers));
    }
    const { status, statusText, headers } = response;
    return new Response(body.byteLength ? body : null, { status, statusText, headers });
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    request.signal.throwIfAborted();
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Interrupted(cause instanceof Error ? cause.message : String(cause));
  } finally {
    clearTimeout(timer);
    request.signal.removeEventListener("abort", abort);
  }
}
function saysTooMuchRefused(status, body) {
  if (status !== 429) return false;
  try {
    return JSON.parse(new TextDecoder().decode(body))?.code === "too_much_refused";
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
function pause(delay, signal) {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
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
  const call = async (method, path, asked = {}) => {
    const { body, signal } = asked;
    const headers = new Headers(token ? { Authorization: `Bearer ${token}` } : {});
    for (const [name, value] of Object.entries(asked.header ?? {})) if (value !== void 0) headers.set(name, value);
    if (body !== void 0) headers.set("Content-Type", "application/json");
    const init = { method: method.toUpperCase(), headers, ...signal ? { signal } : {} };
    if (body !== void 0) init.body = JSON.stringify(body);
    const address = addressOf(server, path, asked);
    const attempt = async () => await answered(await ask(send, new Request(address, init), within));
    const again = method === "get" || typeof body === "object" && body !== null && ("id" in body || "secret" in body);
    return await patiently(attempt, again ? within : { ...within, attempts: 1 }, signal);
  };
  return call;
}
function addressOf(server, path, asked) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(asked.path?.[name])));
  const given = Object.entries(asked.query ?? {}).filter(([, value]) => value !== void 0);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return server.replace(/\/+$/, "") + filled + (query && `?${query}`);
}
async function answered(response) {
  const json = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  const body = json ? await response.clone().json().catch(cutOff) : void 0;
  if (!response.ok && response.status !== 304) throw new Refused(refusalOf(response.status, body));
  return { body, response };
}
function cutOff() {
  throw new Interrupted("the answer is incomplete");
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
  const shown = new Date(moment.getTime() + offset * 6e4).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map(
    (n) => String(n).padStart(2, "0")
  );
  return `${shown}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
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
var AT_FIRST = { cursor: null, epoch: null, generation: 0, whole: false };
function openDatabase(name) {
  return openDB(name, 1, {
    upgrade(database) {
      database.createObjectStore("device");
      database.createObjectStore("finds", { keyPath: "id" });
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
  const stores = ["device", "finds", "mutations"];
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
async function keep(transaction, mutation) {
  const record = { mutation, waiting: 1, over: 1 };
  await transaction.objectStore("mutations").add(record);
}

// src/exchange.ts
var MOST_MUTATIONS = 1e3;
var LARGEST_BODY = 7 * 1024 * 1024;
var CHANGES = 500;
var WORTH_GZIP = 1024;
async function nextBatch(database, after, most, without = /* @__PURE__ */ new Set()) {
  return await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    if (progress.generation > 0 && !progress.whole) return { progress, records: [] };
    const records = [];
    let size = 0;
    let cursor = await transaction.objectStore("mutations").index("waiting").openCursor();
    for (; cursor && records.length < most; cursor = await cursor.continue()) {
      const record = cursor.value;
      if (record.order <= after || without.has(record.order)) continue;
      size += new TextEncoder().encode(JSON.stringify(record.mutation)).length;
      if (records.length && (size > LARGEST_BODY || !sameHistory(records, record))) break;
      records.push(record);
    }
    return { progress, records };
  });
}
function sameHistory(records, record) {
  const epoch = records.find((one) => one.answered)?.answered?.epoch;
  return !epoch || !record.answered || record.answered.epoch === epoch;
}
function bodyOf({ progress, records }, name) {
  const resent = records.filter((one) => one.answered);
  const epoch = resent[0]?.answered?.epoch;
  const seq = Object.fromEntries(resent.map((one) => [one.mutation.id, one.answered?.result.seq]));
  const request = {
    cursor: progress.cursor,
    limit: CHANGES,
    device_time: instant(),
    exchange: { id: name, after: progress.exchange ?? null },
    mutations: records.map((one) => one.mutation),
    ...epoch ? { answered: { epoch, seq } } : {}
  };
  return JSON.stringify(request);
}
async function exchange(send, server, token, batch, name, patience, signal) {
  return await patiently(
    async () => {
      const { body, encoding } = await packed(bodyOf(batch, name));
      const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...encoding };
      const init = { method: "POST", headers, body, ...signal ? { signal } : {} };
      const response = await ask(send, new Request(new URL("v1/sync", server), init), patience);
      const answer = await response.json().catch(() => void 0);
      if (!response.ok) throw new Refused(refusalOf(response.status, answer));
      if (!isAnswer(answer, batch)) throw new Interrupted("the answer did not come from Minetally");
      return answer;
    },
    patience,
    signal
  );
}
function isAnswer(value, batch) {
  const answer = value;
  return answer?.results?.length === batch.records.length && Array.isArray(answer.changes);
}
async function packed(text) {
  if (text.length < WORTH_GZIP || typeof CompressionStream === "undefined") return { body: text, encoding: {} };
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: await new Response(stream).arrayBuffer(), encoding: { "Content-Encoding": "gzip" } };
}
async function storeAnswer(database, batch, name, answer) {
  return await atomically(database, async (transaction) => {
    const { cursor, generation, whole } = await progressOf(transaction);
    if (cursor !== batch.progress.cursor || generation !== batch.progress.generation) return false;
    const finds = transaction.objectStore("finds");
    await Promise.all([
      ...batch.records.map(async (record, n) => await storeResult(transaction, record, answer, n)),
      ...answer.changes.map(async ({ find }) => await finds.put({ id: find.id, generation, find }))
    ]);
    const progress = {
      cursor: answer.cursor,
      epoch: answer.epoch,
      generation,
      whole: whole || !answer.has_more,
      exchange: name
    };
    await transaction.objectStore("device").put(progress, "progress");
    if (!answer.has_more) await tidy(transaction, answer);
    return true;
  });
}
async function storeResult(transaction, sent, answer, n) {
  const result = answer.results[n];
  if (result.outcome === "held") return;
  const { waiting: _, unseen, ...record } = sent;
  const before = sent.answered?.result.outcome;
  const news = result.outcome !== before && (result.outcome === "conflict" || result.outcome === "rejected");
  await transaction.objectStore("mutations").put({
    ...record,
    answered: { epoch: answer.epoch, result },
    ...news || unseen ? { unseen: 1 } : {}
  });
}
async function tidy(transaction, { epoch, saved_through_seq }) {
  const mutations = transaction.objectStore("mutations");
  for (let cursor = await mutations.index("over").openCursor(); cursor; cursor = await cursor.continue()) {
    const { over: _, ...record } = cursor.value;
    if (!record.waiting) await cursor.update(record);
  }
  const saved = IDBKeyRange.bound([epoch, 0], [epoch, saved_through_seq]);
  for (let cursor = await mutations.index("answered").openCursor(saved); cursor; cursor = await cursor.continue()) {
    if (!cursor.value.waiting && !cursor.value.unseen) await cursor.delete();
  }
}
async function beginAnew(database, batch) {
  await atomically(database, async (transaction) => {
    const progress = await progressOf(transaction);
    if (progress.cursor !== batch.progress.cursor || progress.generation !== batch.progress.generation) return;
    const anew = { ...progress, cursor: null, generation: progress.generation + 1, whole: false };
    await transaction.objectStore("device").put(anew, "progress");
    const mutations = transaction.objectStore("mutations");
    for (let cursor = await mutations.openCursor(); cursor; cursor = await cursor.continue()) {
      await cursor.update({ ...cursor.value, waiting: 1, over: 1 });
    }
  });
}

// src/identity.ts
function codeIn(text) {
  const asked = /^minetally:/i.test(text.trim()) ? new URL(text.trim()).searchParams : null;
  const server = asked?.get("server");
  return { code: (asked?.get("code") ?? text).trim(), ...server ? { server } : {} };
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
async function enrolled(code, secret, given) {
  const { server } = given;
  const { body } = await connect(given)("post", "/v1/enrol", { body: { code, secret } });
  const { token, device_id: deviceId, device, team, operation, timezone } = body;
  return { server: `${server.replace(/\/+$/, "")}/`, token, deviceId, device, team, operation, timezone };
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
    signal?.throwIfAborted();
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
function createOf(fields) {
  return mutationOf("create", v7_default(), 0, { set: fields });
}
function editOf(held2, fields) {
  const changed = FIELDS.filter((name) => fields[name] !== void 0 && !same(fields[name], held2[name]));
  if (!changed.length) return null;
  return mutationOf("edit", held2.id, held2.version, { set: pick(fields, changed), was: pick(held2, changed) });
}
function deleteOf(held2) {
  return mutationOf("delete", held2.id, held2.version, { was: pick(held2, FIELDS) });
}
function restoreOf(held2) {
  return mutationOf("restore", held2.id, held2.version, {});
}
function mutationOf(op, findId, version, said) {
  const mutation = { id: v7_default(), find_id: findId, op, base_version: version, ...said, made_at: instant() };
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
function held(stored, typed) {
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
    if (result && (result.outcome === "rejected" || stored && stored.version >= result.version)) {
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

// src/device.ts
var PAGE = 500;
var MOST_HISTORIES = 3;
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
    const { code, server } = codeIn(text);
    const address = given ?? server;
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
    this.#identity = await become(this.database, codeIn(text).code, server, this.options);
  }
  /** The identity of this device: team, operation, time zone. */
  get identity() {
    const { token: _, ...shown } = this.#identity;
    return shown;
  }
  close() {
    this.database.close();
  }
  // Mutations. When the promise resolves, the mutation is on the disk and will be sent.
  /** A new find. */
  async create(fields) {
    const mutation = createOf(fields);
    await atomically(this.database, async (transaction) => await keep(transaction, mutation));
    return await this.#present(mutation.find_id);
  }
  /** Changes these fields of a find. Fields that did not change are not sent. `null` clears an optional field. */
  async edit(findId, fields) {
    return await this.#change(findId, (find) => editOf(find, fields));
  }
  async delete(findId) {
    return await this.#change(findId, deleteOf);
  }
  /** Restores a deleted find. */
  async restore(findId) {
    return await this.#change(findId, restoreOf);
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
    const { generation, whole } = await this.#progress();
    for await (const { id, generation: of, find } of this.#copied()) {
      const here = typed.get(id) ?? [];
      typed.delete(id);
      if (whole && of !== generation && !here.length) continue;
      const one = held(find, here);
      if (one) yield one;
    }
    for (const here of typed.values()) {
      const one = held(null, here);
      if (one) yield one;
    }
  }
  /** Finds that were here, but that the server does not have after a restore from a backup. Tell the command staff. */
  async lackedByServer() {
    const { generation, whole } = await this.#progress();
    const lacked = [];
    if (whole) {
      for await (const copied of this.#copied()) if (copied.generation !== generation) lacked.push(copied.find);
    }
    return lacked;
  }
  async *#copied() {
    let range = null;
    for (; ; ) {
      const page = await this.database.getAll("finds", range, PAGE);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      range = IDBKeyRange.lowerBound(last.id, true);
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
    let [received, clockOffset, forked] = [0, 0, false];
    const ended = async () => {
      const waiting = await this.database.countFromIndex("mutations", "waiting");
      return { results, received, heldBack, clockOffset, forked, waiting };
    };
    try {
      for await (const { sent, answer } of this.#exchanges(heldBack, signal)) {
        results.push(...sent.map(({ mutation }, n) => ({ mutation, result: answer.results[n] })));
        received += answer.changes.length;
        clockOffset = answer.clock_offset_s;
        forked = answer.forked;
      }
      return { state: "synced", ...await ended() };
    } catch (error) {
      if (error instanceof Unreachable) {
        return { state: "unreachable", reason: error.message, retryAfter: error.retryAfter, ...await ended() };
      }
      if (!(error instanceof Refused)) throw error;
      const state = error.problem.status === 401 ? "token_refused" : "refused";
      return { state, problem: error.problem, ...await ended() };
    }
  }
  /** Exchange after exchange, each one stored, until nothing waits on either side. */
  async *#exchanges(heldBack, signal) {
    const patience = { ...PATIENCE, ...this.options.patience };
    const send = this.options.fetch ?? globalThis.fetch.bind(globalThis);
    let most = Math.min(Math.max(this.options.batch ?? 100, 1), MOST_MUTATIONS);
    let [after, histories] = [0, 0];
    const without = /* @__PURE__ */ new Set();
    for (; ; ) {
      const batch = await nextBatch(this.database, after, most, without);
      const { server, token } = this.#identity;
      try {
        const name = v7_default();
        const answer = await exchange(send, server, token, batch, name, patience, signal);
        if (!await storeAnswer(this.database, batch, name, answer)) continue;
        after = batch.records.at(-1)?.order ?? after;
        yield { sent: batch.records, answer };
        if (!answer.has_more && (await nextBatch(this.database, after, 1, without)).records.length === 0) return;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        if (isResync(error.problem) && ++histories <= MOST_HISTORIES) {
          await beginAnew(this.database, batch);
          after = 0;
        } else if (error.problem.code === "too_much_refused") {
          const named = namedMutations(error.problem).flatMap((place) => batch.records[place] ?? []);
          if (!named.length) throw error;
          for (const { order } of named) without.add(order);
          heldBack.push(...named.map(({ mutation }) => mutation.id));
        } else if (error.problem.status === 413 && batch.records.length > 1) {
          most = Math.ceil(batch.records.length / 2);
        } else {
          throw error;
        }
      }
    }
  }
};
async function become(database, code, server, options) {
  refuseOther(await database.get("device", "identity"), code.slice(0, code.lastIndexOf(".")));
  const identity = await enrolled(code, await secretFor(database, code), { ...options, server });
  await atomically(database, async (transaction) => {
    const store = transaction.objectStore("device");
    refuseOther(await store.get("identity"), identity.operation);
    const { exchange: _, ...progress } = await progressOf(transaction);
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
function isResync(problem) {
  return problem.code === "resync_required";
}
async function heldFind(transaction, findId) {
  const copied = await transaction.objectStore("finds").get(findId);
  const typed = await transaction.objectStore("mutations").index("find").getAll(findId);
  return held(
    copied?.find ?? null,
    typed.filter((record) => record.over)
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
    const asked = {
      path: { conflict_id: conflict.id },
      header: { "If-Match": conflict.etag },
      body: { id: v7_default(), value, ...more }
    };
    try {
      const { body } = await this.api("post", "/v1/conflicts/{conflict_id}/resolution", asked);
      return { state: "settled", result: body };
    } catch (error) {
      const problem = error instanceof Refused ? error.problem : null;
      if (problem?.code !== "precondition_failed" || !problem.conflict) throw error;
      return { state: "changed", conflict: problem.conflict };
    }
  }
  /** Decides about a suspected duplicate that you have read. Throws Refused with `precondition_failed` if it has changed since then. */
  async decide(pair, decision) {
    const asked = {
      path: { pair_id: pair.id },
      header: { "If-Match": pair.etag },
      body: { id: v7_default(), ...decision }
    };
    return (await this.api("post", "/v1/duplicates/{pair_id}/decision", asked)).body;
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
  OtherOperation,
  Refused,
  Staff,
  Unreachable,
  connect,
  dayIn,
  instant,
  localDate
};
