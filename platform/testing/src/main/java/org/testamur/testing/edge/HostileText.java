package org.testamur.testing.edge;

import java.util.List;

/** What stands where an id, a parameter or a header is expected; octets as ISO 8859-1. */
final class HostileText {

    private static final String LONG = "a".repeat(64 * 1024);

    /** In a path or a query. */
    static final List<String> IN_ADDRESS = List.of(
            "", "%00", "%01", "%0a", "%0d%0aX-Injected:%20yes", "%1b", "%7f", "a%00b", "%c2%80",
            "%", "%2", "%zz", "%%", "%u0041", "a%", "%c0%ae%c0%ae", "%c0%af", "%e0%80%af", "%ff", "%fe%ff",
            "%ed%a0%80", "%ed%a0%bd%ed%b8%80", "%f4%90%80%80", "%f8%88%80%80%80", "%e2%82",
            ".", "..", "...", "%2e", "%2e%2e", "..%2f..%2fq", "../../q/metrics", "/", "//", "%2f", "%2F%2f", "%5c", "\\",
            ";", ";a=b", "x;y=z", "*", "?", "#", "%23", "%3f", "&", "=", "+", "%2b", "%20", "%25", "%2500", "%252e%252e",
            "'", "\"", "'%20or%20'1'='1", "%27;select%20pg_sleep(9)--", "<script>", "%3Cscript%3E", "${jndi:x}", "{id}",
            "%7bid%7d", "[", "]", "|", "^", "`", "~", "null", "true", "NaN", "Infinity", "-1", "0", "1e400", "0x10",
            "2147483648", "9223372036854775808", "-9223372036854775809", "1".repeat(400), "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff", "0-0-0-0-0", "019a7f3e-0000-7000-8000-00000000000g",
            "2026-02-30", "2026-11-30T25:00:00Z", "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "P9999999999Y",
            "%F0%9F%92%A9", "%E2%80%AE", "%E2%80%8B", "%EF%BF%BF", "%CC%81".repeat(60), "\u00e9", "\u0080", "\u00ff",
            "a".repeat(1000), LONG);

    /** In a header. */
    static final List<String> IN_HEADER = List.of(
            "", " ", ",", ",,,,", ";", "=", "\"", "\"\"", "\"\\", "*", "a b", "a/b", "/", "[", "]", "[::1]", "::", "{", "%", "%00",
            "\u0001", "a\u0000b", "\u007f", "a\tb", "\u00e9", "\u00ff\u00fe", "\u00c0\u00ae", "-", "-1", "0", "x:99999", "x:-1",
            ":", "a:b:c", "99999999999999999999", "1e400", "NaN", "null", "*/*;q=2", "*/*;q=zz", "text/", "/json", "a/b/c",
            "text/html", "application/json;charset=nope", "application/json;charset=", "image/png", "multipart/form-data",
            "multipart/form-data; boundary=", "application/x-www-form-urlencoded", "bytes=0-", "bytes=9-1", "bytes=a",
            "gzip", "identity;q=0, *;q=0", "Bearer", "Bearer ", "Bearer a.b.c", "Bearer " + "a".repeat(3000), "Basic Og==",
            "Basic %%%", "Digest x", "W/\"1\"", "\"1\", \"2\"", "Thu, 32 Nov 2026 99:99:99 GMT", "100-continue", "200-maybe",
            "c2FtcGxlLnRoaW5ncwp4CjE", "0000000000000000000000==", "evil-host.example", "evil-host.example:1", "<script>",
            "'; drop table x; --", "${jndi:ldap://x}", "a".repeat(4000), LONG);

    private HostileText() {}
}
