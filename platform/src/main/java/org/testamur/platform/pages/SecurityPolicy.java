package org.testamur.platform.pages;

import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says what a page may load: its inlined style by hash, images of named origins, forms to its own origin. Scripts, frames
 * and everything else are refused (CSP 3).
 */
public final class SecurityPolicy {

    private final Set<String> images;
    private final Set<String> styles;
    private final boolean forms;

    private SecurityPolicy(Set<String> images, Set<String> styles, boolean forms) {
        this.images = Set.copyOf(images);
        this.styles = Set.copyOf(styles);
        this.forms = forms;
    }

    /** Allows the style of the layout and nothing else. */
    public static SecurityPolicy strict() {
        return new SecurityPolicy(Set.of(), Set.of(), false);
    }

    /** Allows the images of one more origin. */
    public SecurityPolicy withImage(URI image) {
        Set<String> more = new TreeSet<>(images);
        more.add(origin(image));
        return new SecurityPolicy(more, styles, forms);
    }

    /** Allows the colours of an organisation beside the style of the layout. */
    public SecurityPolicy withBrand(Brand brand) {
        Set<String> more = new TreeSet<>(styles);
        more.add(brand.source());
        return new SecurityPolicy(images, more, forms);
    }

    /** Allows forms that are sent to the page's own origin. */
    public SecurityPolicy withForms() {
        return new SecurityPolicy(images, styles, true);
    }

    /** Scheme, host and port, as a policy names them; refuses an address without a host or with a user. */
    public static String origin(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("No host in " + url);
        }
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    String header(String styleSource) {
        return "default-src 'none'; style-src " + styleSource
                + new TreeSet<>(styles).stream().map(style -> " " + style).collect(Collectors.joining()) + "; img-src "
                + (images.isEmpty() ? "'none'" : String.join(" ", new TreeSet<>(images)))
                + "; base-uri 'none'; form-action " + (forms ? "'self'" : "'none'") + "; frame-ancestors 'none'";
    }
}
