package org.testamur.platform.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.outbox.PublishedFacts;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.JsonAnswers;
import org.testamur.platform.tenancy.Caller;

/** Carries out {@link Idempotent}. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class IdempotencyInterceptor {

    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private final HttpHeaders requestHeaders;
    private final UriInfo uri;
    private final Caller caller;
    private final PublishedFacts told;
    private final IdempotencyReplies replies;
    private final ObjectMapper mapper;
    private final ObjectMapper whole;

    IdempotencyInterceptor(
            @jakarta.ws.rs.core.Context HttpHeaders requestHeaders,
            @jakarta.ws.rs.core.Context UriInfo uri,
            Caller caller,
            PublishedFacts told,
            IdempotencyReplies replies,
            ObjectMapper mapper) {
        this.requestHeaders = requestHeaders;
        this.uri = uri;
        this.caller = caller;
        this.told = told;
        this.replies = replies;
        this.mapper = mapper;
        this.whole = JsonAnswers.whole(mapper);
    }

    @AroundInvoke
    Object once(InvocationContext invocation) throws Exception {
        String key = requestHeaders.getHeaderString(HEADER);
        // Strangers share no answers.
        if (key == null || caller.isAnonymous()) {
            return invocation.proceed();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Refusal.invalid("header:" + HEADER, "must have 1 to " + LONGEST_KEY + " characters");
        }
        String hash = requestHash(invocation);
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!replies.reserve(caller.login(), key, hash)) {
                return repeat(key, hash);
            }
            Response response = (Response) invocation.proceed();
            replies.keep(caller.login(), key, response.getStatus(), kept(response), body(response));
            return response;
        });
    }

    private Response repeat(String key, String hash) {
        IdempotencyReplies.StoredReply reply = replies.find(caller.login(), key);
        if (!reply.requestHash().equals(hash)) {
            throw Refusal.conflict(
                    "idempotency-key-reused", "This " + HEADER + " was sent before with another request.");
        }
        Response.ResponseBuilder response = Response.status(reply.status()).entity(reply.body());
        reply.headers().forEach(response::header);
        return response.header("Idempotency-Replayed", "true").build();
    }

    private Map<String, String> kept(Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : new String[] {HttpHeaders.LOCATION, HttpHeaders.ETAG}) {
            Object value = response.getHeaders().getFirst(name);
            if (value != null) {
                headers.put(name, value.toString());
            }
        }
        if (response.getMediaType() != null) {
            headers.put(HttpHeaders.CONTENT_TYPE, response.getMediaType().toString());
        } else if (response.hasEntity() && !(response.getEntity() instanceof String)) {
            headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        }
        if (!told.header().isEmpty()) {
            headers.put(FactToken.ANSWER_HEADER, told.header());
        }
        return headers;
    }

    private @org.jspecify.annotations.Nullable String body(Response response) throws JsonProcessingException {
        return switch (response.getEntity()) {
            case null -> null;
            case String text -> text;
            case Object entity -> mapper.writeValueAsString(entity);
        };
    }

    private String requestHash(InvocationContext invocation) throws JsonProcessingException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String institution = String.valueOf(caller.access().tenant());
        String query = String.valueOf(uri.getRequestUri().getRawQuery());
        digest.update((invocation.getMethod() + "\n" + uri.getPath() + "\n" + query + "\n" + institution + "\n")
                .getBytes(StandardCharsets.UTF_8));
        // The path and the query are in the address; what else may differ is the body.
        for (Object argument : invocation.getParameters()) {
            switch (argument) {
                case byte[] bytes -> digest.update(bytes);
                case Record _, String _, UUID _, Collection<?> _, Map<?, ?> _ ->
                    digest.update(whole.writeValueAsBytes(argument));
                case null, default -> {}
            }
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
