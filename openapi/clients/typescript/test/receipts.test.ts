import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { canonical, checkReceipt, fingerprintOf } from "minetally";

// The vectors of tests/models/test_receipt.py: the key of test 1 of RFC 8032, 7.1.
const EPOCH = "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b";
const KEY = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const mutation = {
  id: "5f0c4a3e-7d52-4b1c-9c5e-0a4f3b2d1c01",
  find_id: "2b9d1e7a-3c4f-4a8b-8d6e-1f2a3b4c5d02",
  op: "create",
  base_version: 0,
  set: { marking: "З-001М", category: "ap_mine", count: 991, found_on: "2022-08-15", note: 'im Graben, "tief"' },
  made_at: "2022-08-15T17:20:00+04:00",
};
const result = {
  id: mutation.id,
  find_id: mutation.find_id,
  outcome: "applied",
  seq: 1837,
  place: { epoch: EPOCH, seq: 1837 },
  received_at: "2022-08-19T14:03:11.000000Z",
  clock_offset_s: 0,
};
const signed = {
  operation: "lachin-2022",
  epoch: EPOCH,
  device_id: "7d0a2c53-1b2c-4d3e-8f40-516273849503",
  head: { seq: 1838, hash: "ab".repeat(32) },
  key: KEY,
  size: 1,
  root: "2030c133e8f24338d3b74d4c51ed8cacf52818f3537001dcd3b6322ce746102f",
};
const signature = "1Oy8XpSF5PWSaDoEtiFzEz/6uYNV+yATRyrfdZF/Kds3Ig5d12JlymxWVce5z0qteiRGt+amJHbi0fkKNkQfDw==";

function checked(changed: { signed?: object; signature?: string; result?: object; mutation?: object } = {}) {
  const receipt = { signed: { ...signed, ...changed.signed }, signature: changed.signature ?? signature };
  const answer = { epoch: EPOCH, results: [{ ...result, ...changed.result }], changes: [], receipt };
  const sent = [{ order: 1, noted: 0, mutation: { ...mutation, ...changed.mutation } }];
  return checkReceipt(answer as never, sent as never);
}

/** Runs with a WebCrypto that is changed, as in an old browser. */
async function withCrypto<T>(subtle: unknown, work: () => Promise<T>): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(globalThis, "crypto") as PropertyDescriptor;
  const getRandomValues = crypto.getRandomValues.bind(crypto);
  Object.defineProperty(globalThis, "crypto", { value: { subtle, getRandomValues }, configurable: true });
  try {
    return await work();
  } finally {
    Object.defineProperty(globalThis, "crypto", before);
  }
}

describe("a receipt", () => {
  const { subtle } = crypto;
  /** WebCrypto as before 2025: SHA-2, and no Ed25519. */
  const old = {
    digest: subtle.digest.bind(subtle),
    importKey: () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError")),
  };

  for (const [browser, web] of [
    ["with Ed25519", subtle],
    ["without Ed25519", old],
  ] as const) {
    test(`is right when it is over what was sent, in a browser ${browser}`, async () => {
      assert.equal(await withCrypto(web, () => checked()), "right");
    });

    test(`is wrong when anything differs, in a browser ${browser}`, async () => {
      const other = { ...mutation.set, count: 992 };
      for (const changed of [
        { mutation: { set: other } },
        { result: { outcome: "conflict" } },
        { result: { place: { epoch: EPOCH, seq: 1838 } } },
        { signed: { operation: "agdam" } },
        { signed: { size: 2 } },
        { signed: { root: "00".repeat(32) } },
        { signed: { key: "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=" } },
        { signature: signature.replace("1Oy8", "1Oy9") },
        { signature: "not Base64 !" },
      ]) {
        assert.equal(await withCrypto(web, () => checked(changed)), "wrong", JSON.stringify(changed));
      }
    });
  }

  test("is unchecked where nothing can be hashed: a page that is not in a secure context", async () => {
    assert.equal(await withCrypto(undefined, () => checked()), "unchecked");
  });

  test("has canonical JSON: names by their code units, numbers and texts as RFC 8785 writes them", () => {
    assert.equal(canonical({ "€": 1, b: [true, null], a: 1e21, "\r": "\u20ac" }), '{"\\r":"€","a":1e+21,"b":[true,null],"€":1}');
  });

  test("is under a key with a short name", async () => {
    assert.equal(await fingerprintOf(KEY), "21fe31dfa154a261626bf854046fd227");
  });
});
