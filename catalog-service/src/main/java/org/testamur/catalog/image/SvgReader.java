package org.testamur.catalog.image;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;

/** Notes everything in a stream of XML that has no place in a harmless SVG. */
final class SvgReader extends DefaultHandler2 {

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XLINK = "http://www.w3.org/1999/xlink";
    private static final int DEEPEST = 64;
    private static final int MOST_FAULTS = 50;

    private static final Set<String> ELEMENTS = Set.of(
            "svg",
            "g",
            "defs",
            "symbol",
            "use",
            "switch",
            "view",
            "title",
            "desc",
            "metadata",
            "style",
            "path",
            "rect",
            "circle",
            "ellipse",
            "line",
            "polyline",
            "polygon",
            "text",
            "tspan",
            "textPath",
            "image",
            "linearGradient",
            "radialGradient",
            "stop",
            "pattern",
            "clipPath",
            "mask",
            "marker",
            "filter",
            "feBlend",
            "feColorMatrix",
            "feComponentTransfer",
            "feComposite",
            "feConvolveMatrix",
            "feDiffuseLighting",
            "feDisplacementMap",
            "feDistantLight",
            "feDropShadow",
            "feFlood",
            "feFuncA",
            "feFuncB",
            "feFuncG",
            "feFuncR",
            "feGaussianBlur",
            "feMerge",
            "feMergeNode",
            "feMorphology",
            "feOffset",
            "fePointLight",
            "feSpecularLighting",
            "feSpotLight",
            "feTile",
            "feTurbulence");

    private static final Pattern EMBEDDED_PIXELS =
            Pattern.compile("data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\\s]*");
    private static final Pattern ADDRESS_IN_CSS = Pattern.compile("url\\(\\s*['\"]?\\s*([^'\")\\s]*)");
    private static final Pattern ACTIVE_CSS = Pattern.compile(
            "@import|@font-face|@namespace|expression\\s*\\(|image-set\\(|src\\(|-moz-binding|behavior\\s*:");
    /** Never read as a style. */
    private static final Pattern PLAIN_ATTRIBUTE = Pattern.compile("id|class|role|lang|aria-.*|data-.*");

    private static final Pattern ACTIVE_SCHEME = Pattern.compile("^(java|vb|live)script:|^data:text/|^data:image/svg");

    private final Set<String> faults = new LinkedHashSet<>();
    private final StringBuilder css = new StringBuilder();
    private int depth;
    private boolean inStyle;

    /** There is no point in reading on. */
    static final class Enough extends SAXException {
        private static final long serialVersionUID = 1;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    void note(String fault) {
        faults.add(fault);
    }

    @Override
    public void startElement(String namespace, String name, String qualified, Attributes attributes) throws Enough {
        depth++;
        if (depth == 1 && !(namespace.equals(SVG) && name.equals("svg"))) {
            note("is no SVG: its root is not the element svg of " + SVG);
            throw new Enough();
        }
        if (depth > DEEPEST) {
            note("has elements nested deeper than " + DEEPEST);
            throw new Enough();
        }
        if (!namespace.equals(SVG)) {
            note("holds the element %s, which is not of SVG".formatted(shortened(qualified)));
        } else if (!ELEMENTS.contains(name)) {
            note("holds the element %s, which may act or reach outside".formatted(shortened(name)));
        }
        for (int i = 0; i < attributes.getLength(); i++) {
            attribute(name, attributes.getURI(i), attributes.getLocalName(i), attributes.getValue(i));
        }
        inStyle = name.equals("style");
        if (faults.size() >= MOST_FAULTS) {
            throw new Enough();
        }
    }

    @Override
    public void endElement(String namespace, String name, String qualified) {
        depth--;
        if (inStyle) {
            css("the element style", css.toString());
            css.setLength(0);
            inStyle = false;
        }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (inStyle) {
            css.append(characters, start, length);
        }
    }

    @Override
    public void processingInstruction(String target, String data) {
        note("holds the processing instruction " + shortened(target));
    }

    @Override
    public void startDTD(String name, String publicId, String systemId) {
        note("has a document type declaration, which could define entities; leave it out");
    }

    private void attribute(String element, String namespace, String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("on")) {
            note("has the event handler " + shortened(name));
        } else if (lower.equals("href")) {
            reference(element, value.strip());
        } else if (lower.equals("src") || (namespace.equals(XMLConstants.XML_NS_URI) && lower.equals("base"))) {
            note("has the attribute %s, which refers to something outside".formatted(name));
        } else if (namespace.isEmpty() && !PLAIN_ATTRIBUTE.matcher(lower).matches()) {
            css("the attribute " + shortened(name), value);
        }
        if (ACTIVE_SCHEME.matcher(condensed(value)).find()) {
            note("holds a script or document address in the attribute " + shortened(name));
        }
        if (namespace.equals(XLINK)
                && !Set.of("href", "title", "type", "role", "show", "actuate", "arcrole")
                        .contains(lower)) {
            note("has the unknown attribute xlink:" + shortened(name));
        }
    }

    private void reference(String element, String target) {
        boolean inside = target.startsWith("#");
        boolean pixels =
                element.equals("image") && EMBEDDED_PIXELS.matcher(target).matches();
        if (!inside && !pixels) {
            note("refers to something outside: " + shortened(target));
        }
    }

    private void css(String where, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.indexOf('\\') >= 0 || lower.contains("/*")) {
            note("has an escape or a comment in " + where + ", which could hide a reference");
        }
        if (ACTIVE_CSS.matcher(lower).find()) {
            note("has a style in " + where + " which may act or reach outside");
        }
        List<String> addresses = new ArrayList<>();
        ADDRESS_IN_CSS.matcher(lower).results().forEach(match -> addresses.add(match.group(1)));
        for (String address : addresses) {
            if (!address.startsWith("#")) {
                note("refers to something outside from %s: %s".formatted(where, shortened(address)));
            }
        }
    }

    /** As a lenient reader takes an address: without blanks and controls, in lower case. */
    private static String condensed(String value) {
        return value.replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, 60) - 1)) + "…";
    }
}
