package org.testamur.platform.rest;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.List;
import org.testamur.platform.PlatformConfig;

/** Names what is here by the platform's public address in Location and Link, never by the host that a caller named. */
@Provider
class PublicAddresses implements ContainerResponseFilter {

    // Filters are made before the configuration of this run is read.
    private final Instance<PlatformConfig> config;

    PublicAddresses(Instance<PlatformConfig> config) {
        this.config = config;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        Object location = headers.getFirst(HttpHeaders.LOCATION);
        if (location != null) {
            headers.putSingle(
                    HttpHeaders.LOCATION,
                    publicUri(URI.create(location.toString()), request).toString());
        }
        List<Object> links = headers.get(HttpHeaders.LINK);
        if (links != null) {
            headers.put(
                    HttpHeaders.LINK,
                    links.stream().map(link -> publicLink(link, request)).toList());
        }
    }

    private Object publicLink(Object link, ContainerRequestContext request) {
        return link instanceof Link typed
                ? Link.fromLink(typed).uri(publicUri(typed.getUri(), request)).build()
                : link;
    }

    private URI publicUri(URI uri, ContainerRequestContext request) {
        String here = request.getUriInfo().getBaseUri().getRawAuthority();
        if (uri.isAbsolute() && !String.valueOf(uri.getRawAuthority()).equals(here)) {
            return uri;
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(config.get().publicUrl() + uri.getRawPath() + query);
    }
}
