package org.testamur.platform.outbox;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.testamur.platform.event.FactToken;

/**
 * Collects the facts that the current request published. The answer names them, so that a later request can wait for
 * them.
 */
@RequestScoped
public class PublishedFacts {

    /** As many as a request may wait for; of more, the newest, which are sent last. */
    private static final int MOST = 20;

    private final Map<String, FactToken> tokens = new LinkedHashMap<>();

    void add(FactToken token) {
        String aggregate = token.topic() + "/" + token.key();
        tokens.remove(aggregate);
        tokens.put(aggregate, token);
        if (tokens.size() > MOST) {
            tokens.remove(tokens.keySet().iterator().next());
        }
    }

    /** Returns the header's value; empty when nothing was published. */
    public String header() {
        return tokens.values().stream().map(FactToken::encoded).collect(Collectors.joining(", "));
    }

    /** Names them in the answer. */
    @Provider
    static class Filter implements ContainerResponseFilter {

        private final PublishedFacts told;

        Filter(PublishedFacts told) {
            this.told = told;
        }

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            String header = told.header();
            if (!header.isEmpty() && response.getStatus() < 300) {
                response.getHeaders().putSingle(FactToken.ANSWER_HEADER, header);
            }
        }
    }
}
