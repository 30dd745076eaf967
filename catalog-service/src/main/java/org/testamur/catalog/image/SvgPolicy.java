package org.testamur.catalog.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.LexicalHandler;

/**
 * Decides whether bytes are an SVG image that only draws: no script, no event handlers, no animation of addresses, no
 * foreign content, nothing that is fetched. What may stand in it is listed; all else is refused.
 */
final class SvgPolicy {

    private SvgPolicy() {}

    static List<String> faults(byte[] content) {
        SvgReader reader = new SvgReader();
        try {
            SAXParser parser = parser();
            LexicalHandler lexical = reader;
            parser.setProperty("http://xml.org/sax/properties/lexical-handler", lexical);
            parser.parse(new InputSource(new ByteArrayInputStream(content)), reader);
        } catch (SvgReader.Enough e) {
            return reader.faults();
        } catch (SAXParseException e) {
            reader.note(malformed(e));
        } catch (SAXException | IOException e) {
            reader.note("is no SVG: it is not well-formed XML");
        }
        return reader.faults();
    }

    private static String malformed(SAXParseException e) {
        return String.valueOf(e.getMessage()).contains("DOCTYPE")
                ? "has a document type declaration, which could define entities; leave it out"
                : "is no SVG: it is not well-formed XML (line %d, column %d)"
                        .formatted(e.getLineNumber(), e.getColumnNumber());
    }

    /** Creates the JDK's own parser, independent of the class path, with all external access disabled. */
    private static SAXParser parser() throws SAXException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setXIncludeAware(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            SAXParser parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the XML parser can't be made safe", e);
        }
    }
}
