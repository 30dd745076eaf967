package org.testamur.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.testamur.platform.paging.Page;

/**
 * Says of what is read how it may be kept, where the operation does not say (RFC 9111): what is open to anybody may be
 * kept and is asked for again with its entity tag; anything else is kept nowhere. A list that is open to anybody gets an
 * entity tag of its content.
 */
@Provider
class CacheRules implements ContainerResponseFilter {

    private static final String OPEN = "public, no-cache";
    private static final String CLOSED = "no-store";
    private static final int TAG_BYTES = 16;

    private final OperationTable operations;
    // Filters are made before the configuration of this run is read.
    private final Instance<ObjectMapper> mapper;

    CacheRules(OperationTable operations, Instance<ObjectMapper> mapper) {
        this.operations = operations;
        this.mapper = mapper;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String method = request.getMethod();
        int status = response.getStatus();
        if (!(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) || (status != 200 && status != 304)) {
            return;
        }
        boolean open = operations
                .at(request.getUriInfo().getPath())
                .flatMap(place -> place.operation(HttpMethod.GET))
                .filter(operation -> operation.callers() instanceof OperationTable.Anybody)
                .isPresent();
        if (open && response.getEntity() instanceof Page<?> page) {
            tag(page, request, response);
        }
        if (!response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, open ? OPEN : CLOSED);
        }
    }

    private void tag(Page<?> page, ContainerRequestContext request, ContainerResponseContext response) {
        String json = written(page);
        EntityTag tag = new EntityTag(digest(json));
        Response.ResponseBuilder unchanged = request.getRequest().evaluatePreconditions(tag);
        response.getHeaders().putSingle(HttpHeaders.ETAG, "\"" + tag.getValue() + "\"");
        if (unchanged != null) {
            response.setStatus(Response.Status.NOT_MODIFIED.getStatusCode());
            response.setEntity(null);
        }
    }

    private String written(Page<?> page) {
        try {
            return mapper.get().writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable list", e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(java.util.Arrays.copyOf(whole, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
