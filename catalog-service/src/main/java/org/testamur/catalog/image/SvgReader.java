package org.testamur.catalog.image;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.ext.Locator2;

/** Notes everything in a stream of XML that has no place in a harmless SVG. */
final class SvgReader extends DefaultHandler2 {

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int DEEPEST = 64;
    private static final int MOST_FAULTS = 50;

    private static final Pattern ACTIVE_SCHEME = Pattern.compile("^(java|vb|live)script:|^data:text/|^data:image/svg");

    /** What every browser reads as it is read here; under another name a browser may see other characters. */
    private static final Set<String> ENCODINGS =
            Set.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII", "ISO-8859-1");

    private final Set<String> faults = new LinkedHashSet<>();
    private final StringBuilder css = new StringBuilder();
    private final SvgDrawing drawing = new SvgDrawing();
    private final SvgPixels pixels = new SvgPixels();
    private @Nullable Locator2 locator;
    private int depth;
    private int styleDepth;

    /** There is no point in reading on. */
    static final class Enough extends SAXException {
        private static final long serialVersionUID = 1;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void endDocument() {
        drawing.fault().ifPresent(this::note);
    }

    void note(String fault) {
        faults.add(fault);
    }

    @Override
    public void setDocumentLocator(Locator where) {
        locator = where instanceof Locator2 known ? known : null;
    }

    @Override
    public void startElement(String namespace, String name, String qualified, Attributes attributes) throws Enough {
        depth++;
        if (depth == 1 && !(namespace.equals(SVG) && name.equals("svg"))) {
            note("is no SVG: its root is not the element svg of " + SVG);
            throw new Enough();
        }
        String encoding = depth == 1 && locator != null ? locator.getEncoding() : null;
        if (encoding != null && !ENCODINGS.contains(encoding.toUpperCase(Locale.ROOT))) {
            note("is encoded in %s: save it in UTF-8".formatted(shortened(encoding)));
            throw new Enough();
        }
        if (depth > DEEPEST) {
            note("has elements nested deeper than " + DEEPEST);
            throw new Enough();
        }
        if (!namespace.equals(SVG)) {
            note("holds the element %s, which is not of SVG".formatted(shortened(qualified)));
        } else if (!SvgNames.isElement(name)) {
            note("holds the element %s, which may act or reach outside".formatted(shortened(name)));
        }
        if (styleDepth > 0) {
            note("holds the element %s within style, where only text may stand".formatted(shortened(qualified)));
        } else if (name.equals("style")) {
            styleDepth = depth;
        }
        drawing.start(name);
        for (int i = 0; i < attributes.getLength(); i++) {
            attribute(name, attributes.getURI(i), attributes.getLocalName(i), attributes.getValue(i));
        }
        if (faults.size() >= MOST_FAULTS) {
            throw new Enough();
        }
    }

    @Override
    public void endElement(String namespace, String name, String qualified) {
        if (depth == styleDepth) {
            String text = css.toString();
            boolean markers = text.toLowerCase(Locale.ROOT).contains("marker");
            style("the element style", text).forEach(id -> drawing.styleReference(id, markers));
            css.setLength(0);
            styleDepth = 0;
        }
        depth--;
        drawing.end();
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        if (styleDepth > 0) {
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
        if (name.toLowerCase(Locale.ROOT).startsWith("on")) {
            note("has the event handler " + shortened(name));
        } else if (!SvgNames.isAttribute(namespace, name)) {
            note("has the attribute %s, which may act or reach outside".formatted(shortened(name)));
        } else if (name.equals("href")) {
            reference(element, value.strip());
        } else if (!SvgNames.isText(namespace, name)) {
            SvgDrawing.Reference kind = kind(name, value);
            style("the attribute " + shortened(name), value).forEach(id -> drawing.reference(id, kind));
        }
        if (name.equals("d") || name.equals("points")) {
            drawing.coordinates(value);
        }
        if (name.equals("id")) {
            drawing.id(value.strip());
        }
        if (ACTIVE_SCHEME.matcher(condensed(value)).find()) {
            note("holds a script or document address in the attribute " + shortened(name));
        }
    }

    private void reference(String element, String target) {
        if (target.startsWith("#")) {
            drawing.reference(target.substring(1), SvgDrawing.Reference.ONCE);
        } else if (element.equals("image") && target.startsWith("data:image/")) {
            pixels.faults(target).forEach(this::note);
        } else {
            note("refers to something outside: " + shortened(target));
        }
    }

    private static SvgDrawing.Reference kind(String attribute, String value) {
        if (attribute.startsWith("marker")
                || (attribute.equals("style") && value.toLowerCase(Locale.ROOT).contains("marker"))) {
            return SvgDrawing.Reference.MARKER;
        }
        return Set.of("filter", "mask", "clip-path").contains(attribute)
                ? SvgDrawing.Reference.ONCE
                : SvgDrawing.Reference.INHERITED;
    }

    private List<String> style(String where, String text) {
        SvgStyle style = SvgStyle.read(where, text);
        style.faults().forEach(this::note);
        return style.references();
    }

    /** As a lenient reader takes an address: without blanks and controls, in lower case. */
    private static String condensed(String value) {
        return value.replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
    }

    static String shortened(String text) {
        return text.length() <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, 60) - 1)) + "…";
    }
}
