package org.testamur.platform.pages;

import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says what a page may load: its inlined style by hash, images of named origins, forms to its own origin. Scripts, frames
 * and everything else are refused (CSP 3).
 */
public final class SecurityPolicy {

    private final Set<String> images;
    private final boolean forms;

    private SecurityPolicy(Set<String> images, boolean forms) {
        this.images = Set.copyOf(images);
        this.forms = forms;
    }

    /** Allows the style of the layout and nothing else. */
    public static SecurityPolicy strict() {
        return new SecurityPolicy(Set.of(), false);
    }

    /** Allows the images of one more origin. */
    public SecurityPolicy withImage(URI image) {
        Set<String> more = new TreeSet<>(images);
        more.add(origin(image));
        return new SecurityPolicy(more, forms);
    }

    /** Allows forms that are sent to the page's own origin. */
    public SecurityPolicy withForms() {
        return new SecurityPolicy(images, true);
    }

    /** Scheme, host and port, as a policy names them; refuses an address without a host or with a user. */
    public static String origin(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("No host in " + url);
        }
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    String header(String styleSource) {
        return "default-src 'none'; style-src " + styleSource + "; img-src "
                + (images.isEmpty() ? "'none'" : String.join(" ", new TreeSet<>(images)))
                + "; base-uri 'none'; form-action " + (forms ? "'self'" : "'none'") + "; frame-ancestors 'none'";
    }
}
