package org.testamur.platform.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request whose path, query or host nobody can read, or that holds text that no value may hold, before any
 * operation or database meets it. An id with such text names nothing: 404. What cannot be decoded is a fault: 400.
 */
@Singleton
class ReadableRequests {

    /** After it is settled who may read the answer. */
    private static final int AFTER_CROSS_ORIGIN = 305;

    /** RFC 3986 §3.2.2, as far as a host is sent: names, IPv4 and IPv6 addresses. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._~-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}]");

    /** RFC 9110 §8.3.1; of the parameters only that they follow. */
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \\t]*(?:;.*)?");

    private static final String NO_MEDIA_TYPE = """
            {"type":"urn:testamur:problem:unsupported-media-type","title":"Unsupported media type","status":415,\
            "detail":"The header Content-Type holds no media type."}""";
    private static final String NOT_FOUND = """
            {"type":"urn:testamur:problem:http-404","title":"Not Found","status":404,\
            "detail":"Nothing is here: the path %s."}""";
    private static final String INVALID = """
            {"type":"urn:testamur:problem:invalid","title":"Validation failed","status":400,\
            "detail":"One fault: see errors.","errors":[{"pointer":"%s","detail":"%s"}]}""";

    void register(@Observes Filters filters) {
        filters.register(ReadableRequests::check, AFTER_CROSS_ORIGIN);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        HostAndPort authority = request.authority();
        if (authority == null || !HOST.matcher(authority.host()).matches()) {
            answer(context, 400, INVALID.formatted("header:Host", "is not the name of a host"));
            return;
        }
        List<String> codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (codings.size() > 1
                || codings.stream().anyMatch(coding -> !coding.strip().equalsIgnoreCase("chunked"))) {
            // Where such a body ends, a proxy before us may read differently (RFC 9112 §6.3).
            context.response()
                    .setStatusCode(400)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .end(INVALID.formatted("header:Transfer-Encoding", "must be chunked, once"))
                    .onComplete(sent -> request.connection().close());
            return;
        }
        List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
        if (types.size() > 1) {
            // One part of the server would go by the first, another by the last (RFC 9110 §5.3).
            answer(context, 400, INVALID.formatted("header:Content-Type", "must be sent once"));
            return;
        }
        String type = types.isEmpty() ? null : types.getFirst();
        if (type != null && type.isBlank()) {
            // As if it were not sent; where one path serves two forms, the server would fail on it.
            request.headers().remove(HttpHeaders.CONTENT_TYPE);
        } else if (type != null && !MEDIA_TYPE.matcher(type).matches()) {
            answer(context, 415, NO_MEDIA_TYPE);
            return;
        }
        Decoded path = decode(String.valueOf(request.path()), false);
        Optional<String> odd = path.text() == null ? Optional.empty() : PlainText.fault(path.text());
        if (path.fault() != null) {
            answer(context, 400, INVALID.formatted("path", path.fault()));
        } else if (odd.isPresent()) {
            answer(context, 404, NOT_FOUND.formatted(odd.get()));
        } else {
            checkQuery(context, request.query());
        }
    }

    private static void checkQuery(RoutingContext context, @Nullable String query) {
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                // What it says is for the operation, which names every fault at once.
                String fault = decode(parameter, true).fault();
                if (fault != null) {
                    String name = parameter.split("=", 2)[0];
                    answer(
                            context,
                            400,
                            INVALID.formatted("query:" + (name.matches("[A-Za-z0-9._-]{1,80}") ? name : ""), fault));
                    return;
                }
            }
        }
        context.next();
    }

    /** Text, or what is wrong with it. */
    private record Decoded(@Nullable String text, @Nullable String fault) {}

    private static Decoded decode(String raw, boolean plusIsSpace) {
        if (raw.indexOf('%') < 0 && isAscii(raw)) {
            return new Decoded(raw, null);
        }
        byte[] octets = new byte[raw.length()];
        int count = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c > 0x7e) {
                return new Decoded(null, "holds a character that is not percent-encoded");
            }
            if (c == '%') {
                if (i + 2 >= raw.length()
                        || !HexFormat.isHexDigit(raw.charAt(i + 1))
                        || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
                    return new Decoded(null, "holds a percent sign without two hexadecimal digits after it");
                }
                octets[count++] = (byte) HexFormat.fromHexDigits(raw, i + 1, i + 3);
                i += 2;
            } else {
                octets[count++] = (byte) (plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        try {
            return new Decoded(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets, 0, count))
                            .toString(),
                    null);
        } catch (CharacterCodingException e) {
            return new Decoded(null, "is not UTF-8");
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    private static void answer(RoutingContext context, int status, String problem) {
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            EarlyAnswer.problem(context, status, problem);
        } else {
            request.endHandler(end -> EarlyAnswer.problem(context, status, problem));
            request.resume();
        }
    }
}
