package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "catalog",
                "/catalog/../q/metrics",
                "/catalog/..",
                "/catalog/./x",
                "/.",
                "/%2e%2e/q",
                "/catalog/%2E%2e/q/metrics",
                "/catalog/a%2eb",
                "//q/metrics",
                "/catalog//x",
                "/catalog/a%2Fb",
                "/catalog/a%5cb",
                "/catalog/a\\b",
                "/catalog/%00",
                "/catalog/%0d%0aX: y",
                "/catalog/%7f",
                "/catalog/\u0000",
                "/catalog/a b",
                "/catalog/é",
                "/catalog/%",
                "/catalog/%2",
                "/catalog/%zz",
                "/catalog/%c0%ae",
                "/catalog/%c0%af",
                "/catalog/%ff",
                "/catalog/%ed%a0%80",
                "/catalog/%f5%80%80%80",
                "/catalog/%e2%82",
                "/catalog;x=1",
                "/catalog/<script>"
            })
    void whatIsNotNormalIsRefused(String raw) {
        assertInstanceOf(NormalPath.Refused.class, NormalPath.of(raw));
    }

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "/catalog/,/catalog/",
        "/catalog/a.b,/catalog/a.b",
        "/.well-known/did.json,/.well-known/did.json",
        "/%76erify/x,/verify/x",
        "/catalog/a%20b,/catalog/a%20b",
        "/catalog/%c3%a9,/catalog/%C3%A9",
        "/catalog/...,/catalog/...",
        "/credentials/%7e%5F%2d,/credentials/~_-",
        "/catalog/%252e%252e,/catalog/%252e%252e"
    })
    void oneFormIsPassedOn(String raw, String normal) {
        assertEquals(new NormalPath.Of(normal), NormalPath.of(raw));
    }
}
