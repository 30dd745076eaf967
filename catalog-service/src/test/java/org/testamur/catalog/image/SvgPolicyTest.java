package org.testamur.catalog.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SvgPolicyTest {

    private static final String ROOT =
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 9 9'>%s</svg>";
    private static final String TOO_MANY = "renders more than 1000 elements, repeated references counted";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<title>سلامة 🥗</title><path d='M0 0h9v9z' fill='#14324a'/>",
                "<defs><linearGradient id='g'><stop offset='0'/></linearGradient></defs><rect fill='url(#g)'/>",
                "<rect fill=\"url('#g')\" style='stroke: url(#g); opacity: .5'/>",
                "<style>rect { fill: url(#g); }</style>",
                "<style>@media (prefers-color-scheme: dark) { rect:nth-child(2) { fill: rgb(1 2 3); } }</style>",
                "<symbol id='s'/><use href='#s'/><use xlink:href='#s'/>",
                "<g xmlns:inkscape='http://www.inkscape.org/namespaces/inkscape' inkscape:label='Layer 1'/>",
                "<!-- a comment --><text x='1' y='2' xml:space='preserve' aria-label='a\\b'>&lt;script&gt; &amp; co</text>",
                "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter><circle filter='url(#f)'/>"
            })
    void whatOnlyDrawsPasses(String inside) {
        assertThat(faults(ROOT.formatted(inside))).isEmpty();
    }

    /** A picture in an SVG is no way around what is checked of a picture by itself. */
    @Test
    void aPictureInIsCheckedAsOneThatIsUploaded() {
        Pngs small = Pngs.square(3);
        assertThat(faults(embedded(Pngs.of(small.header(3, 3), small.pixels(3), small.end()))))
                .isEmpty();
        Map<byte[], String> refused = Map.of(
                Pngs.of(small.header(30_000, 30_000, 1, 0, 0), small.pixels(3), small.end()),
                "holds pictures of more than 16777216 pixels in all",
                Pngs.of(small.header(3, 3), small.pixels(3)),
                "holds a picture that is damaged: the PNG ends too soon",
                Pngs.of(
                        small.header(3, 3),
                        Pngs.chunk("iTXt", "openbadgecredential\0\0\0\0\0{}".getBytes(StandardCharsets.UTF_8)),
                        small.pixels(3),
                        small.end()),
                "holds a picture that holds somebody's credential, baked into it: use the image from before it was"
                        + " awarded",
                Pngs.of(
                        small.header(3, 3),
                        Pngs.chunk("acTL", new byte[8]),
                        Pngs.chunk("eXIf", new byte[8]),
                        small.pixels(3),
                        small.end()),
                "holds a picture with chunks that a still image does not need, acTL, eXIf: save it without animation,"
                        + " EXIF, texts and times");
        refused.forEach((png, fault) -> assertThat(faults(embedded(png))).containsExactly(fault));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "gif", "webp", "avif"})
    void aPictureOfAnotherTypeIsRefused(String type) {
        assertThat(faults(ROOT.formatted("<image href='data:image/" + type + ";base64,AAAA'/>")))
                .containsExactly("holds a picture that is no PNG in base64: data:image/" + type + ";base64,AAAA");
    }

    @Test
    void theirPixelsAreCountedTogether() {
        Pngs wide = Pngs.square(4_096);
        String one = embedded(Pngs.of(wide.header(4_096, 2_048), wide.pixels(2_048), wide.end()));
        String image = one.substring(one.indexOf("<image"), one.indexOf("</svg>"));
        assertThat(faults(ROOT.formatted(image.repeat(2)))).isEmpty();
        assertThat(faults(ROOT.formatted(image.repeat(3))))
                .containsExactly("holds pictures of more than 16777216 pixels in all");
    }

    private static String embedded(byte[] png) {
        return ROOT.formatted("<image href='data:image/png;base64,\n"
                + Base64.getMimeEncoder().encodeToString(png) + "'/>");
    }

    /** A style sheet may put markers at each vertex of each path, however few elements there are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>path { marker: url(#m) }</style><path d='M0 0%s'/>|L1 1",
                "<style>path { MARKER-MID: url(#m) }</style><path d='M0 0%s'/>|h1",
                "<path style='Marker: url(#m)' d='M0 0h1%s'/>|v1",
                "<g marker-end='url(#m)'><path d='M0 0h1%s'/></g>|z",
            })
    void markersAreCountedAtEachVertex(String drawing) {
        String[] parts = drawing.split("\\|", -1);
        String marker = "<marker id='m'><path d='M0 0'/></marker>";
        assertThat(faults(ROOT.formatted(marker + parts[0].formatted(parts[1].repeat(300)))))
                .isEmpty();
        assertThat(faults(ROOT.formatted(marker + parts[0].formatted(parts[1].repeat(1_000)))))
                .containsExactly(TOO_MANY);
    }

    /** Where a browser does not know the name of an encoding it may see a backslash that is a yen sign here. */
    @ParameterizedTest
    @ValueSource(strings = {"JIS_X0201", "IBM037", "x-Johab", "UTF-32", "ISO-2022-JP"})
    void whatBrowsersMayReadInAnotherWayIsRefused(String encoding) throws UnsupportedEncodingException {
        String svg = "<?xml version='1.0' encoding='" + encoding + "'?>"
                + ROOT.formatted("<rect fill='ur\\6C (https://evil.example/#a)'/>");
        assertThat(SvgPolicy.faults(svg.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        assertThat(SvgPolicy.faults(svg.replace('\\', 'x').getBytes(encoding))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "utf-8", "UTF-16", "US-ASCII", "iso-8859-1"})
    void theEncodingsOfDrawingProgramsAreRead(String encoding) throws UnsupportedEncodingException {
        String svg = "<?xml version='1.0' encoding='" + encoding + "'?>" + ROOT.formatted("<path d='M0 0h9'/>");
        assertThat(SvgPolicy.faults(svg.getBytes(encoding))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-", "9", "a9", "@", "url(", "url( ", "(", "behavior "})
    void aLongStyleTakesNoLongerThanAnother(String word) {
        String text = word.repeat(1_000_000 / word.length());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            faults(ROOT.formatted("<path d='" + text + "'/>"));
            faults(ROOT.formatted("<style>" + text + "</style>"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<script xlink:href='https://evil.example/x.js'/>",
                "<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>",
                "<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script>",
                "<rect onclick='alert(1)'/>",
                "<rect ONLOAD='alert(1)'/>",
                "<foreignObject><div xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
                "<foreignObject/>",
                "<image href='https://evil.example/pixel.png'/>",
                "<image href='//evil.example/pixel.png'/>",
                "<image href='file:///etc/passwd'/>",
                "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
                "<image xlink:href='http://evil.example/pixel.png'/>",
                "<use href='other.svg#s'/>",
                "<use href='data:image/svg+xml,x#s'/>",
                "<a href='https://evil.example/'><text>click</text></a>",
                "<a href='javascript:alert(1)'/>",
                "<a xlink:href=' java&#x0a;script:alert(1)'/>",
                "<feImage href='https://evil.example/'/>",
                "<animate attributeName='href' values='javascript:alert(1)'/>",
                "<set attributeName='onclick' to='alert(1)'/>",
                "<iframe xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example/'/>",
                "<rect fill='url(https://evil.example/x.svg#g)'/>",
                "<rect style='fill: URL( \"https://evil.example/\" )'/>",
                "<rect style='fill: u\\72l(https://evil.example/)'/>",
                "<rect fill='u\\72l(https://evil.example/)'/>",
                "<rect style='fill: url/**/(https://evil.example/)'/>",
                "<style>@import 'https://evil.example/x.css';</style>",
                "<style>@imp<!-- -->ort 'https://evil.example/x.css';</style>",
                "<style><![CDATA[@import url(https://evil.example/x.css);]]></style>",
                "<style>@font-face { font-family: x; src: url(https://evil.example/x.woff) }</style>",
                "<style>rect { background: image-set('https://evil.example/x.png' 1x) }</style>",
                "<rect xml:base='https://evil.example/'/>",
                "<?xml-stylesheet href='https://evil.example/x.css'?>",
                "<video src='https://evil.example/x.mp4'/>",
                "<handler type='text/javascript'>alert(1)</handler>",
                "<style><g/>@import 'https://evil.example/x.css';</style>",
                "<style><title/>rect { fill: url(https://evil.example/) }</style>",
                "<style><style/>rect { fill: url(https://evil.example/) }</style>",
                "<style>@keyframes x { to { opacity: 0 } }</style>",
                "<style>rect { background: element(#x) }</style>",
                "<style>rect { fill: attr(data-x) }</style>",
                "<rect unknown='1'/>",
                "<g xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='click'/>",
                "<use src='other.svg'/>",
                "<image crossorigin='anonymous' href='data:image/png;base64,iVBORw0KGgo='/>",
                "<rect fill='url(  \"https://evil.example/\" ) red'/>",
                "<rect mask='URL(//evil.example/#m)'/>"
            })
    void whatActsOrReachesOutsideDoesNot(String inside) {
        assertThat(faults(ROOT.formatted(inside))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE svg SYSTEM 'https://evil.example/x.dtd'>",
                "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
                "<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>",
                "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>"
            })
    void documentTypesAndEntitiesAreRefused(String before) {
        assertThat(faults(before + ROOT.formatted("")))
                .containsExactly("has a document type declaration, which could define entities; leave it out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not XML",
                "<svg/>",
                "<html xmlns='http://www.w3.org/1999/xhtml'/>",
                "<svg xmlns='http://www.w3.org/2000/svg'>",
                "<svg xmlns='http://www.w3.org/2000/svg'>&nbsp;</svg>",
                "{\"svg\": true}"
            })
    void whatIsNoSvgIsRefused(String text) {
        assertThat(faults(text)).hasSize(1).first().asString().startsWith("is no SVG");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThat(faults(ROOT.formatted(
                        "<script/><rect onclick='x'/><use href='http://evil.example/'/><foreignObject/>")))
                .containsExactly(
                        "holds the element script, which may act or reach outside",
                        "has the event handler onclick",
                        "refers to something outside: http://evil.example/",
                        "holds the element foreignObject, which may act or reach outside");
    }

    @Test
    void depthIsLimited() {
        assertThat(faults(ROOT.formatted("<g>".repeat(5000) + "</g>".repeat(5000))))
                .containsExactly("has elements nested deeper than 64");
    }

    @Test
    void aThousandElementsAreRenderedAndNotOneMore() {
        // The root is one of them.
        assertThat(faults(ROOT.formatted("<rect/>".repeat(999)))).isEmpty();
        assertThat(faults(ROOT.formatted("<rect/>".repeat(1000)))).containsExactly(TOO_MANY);
    }

    @Test
    void titlesAndUnusedTemplatesAreNotRendered() {
        assertThat(faults(ROOT.formatted("<title>x</title><defs>" + "<rect/>".repeat(2000) + "</defs>")))
                .isEmpty();
    }

    @Test
    void referencesThatMultiplyAreCounted() {
        StringBuilder laughs = new StringBuilder("<g id='l0'><rect/></g>");
        for (int i = 1; i < 12; i++) {
            laughs.append("<g id='l%d'>".formatted(i))
                    .append("<use href='#l%d'/>".formatted(i - 1).repeat(10))
                    .append("</g>");
        }
        assertThat(faults(ROOT.formatted("<defs>" + laughs + "</defs><use href='#l11'/>")))
                .containsExactly(TOO_MANY);
        assertThat(faults(ROOT.formatted("<defs>" + laughs + "</defs><use href='#l1'/>")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<pattern id='p'>%1$s</pattern><rect fill='url(#p)'/><rect style='fill:url(#p)'/>",
                "<pattern id='p'>%1$s</pattern><g fill='url(#p)'><rect/><rect/></g>",
                "<pattern id='p'>%1$s</pattern><style>* { fill: url(#p) }</style><rect/>",
                "<mask id='p'>%1$s</mask><rect mask='url(#p)'/><rect mask='url(\"#p\")'/>",
                "<marker id='p'>%1$s</marker><path d='M0 0 L1 1 L2 2 L3 3' marker-mid='url(#p)'/>",
                "<symbol id='p'>%1$s</symbol><use href='#p'/><use href='#p'/>"
            })
    void whateverPaintsAnotherElementIsCounted(String template) {
        assertThat(faults(ROOT.formatted(template.formatted("<rect/>".repeat(600)))))
                .containsExactly(TOO_MANY);
        assertThat(faults(ROOT.formatted(template.formatted("<rect/>".repeat(60)))))
                .isEmpty();
    }

    @Test
    void gradientsCostNothing() {
        assertThat(faults(ROOT.formatted("<linearGradient id='g'>" + "<stop offset='0'/>".repeat(20)
                        + "</linearGradient><style>rect { fill: url(#g) }</style>" + "<rect/>".repeat(900))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<g id='a'><use href='#a'/></g>",
                "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
                "<pattern id='a'><rect fill='url(#a)'/></pattern><rect fill='url(#a)'/>"
            })
    void whatRefersToItselfIsRefused(String inside) {
        assertThat(faults(ROOT.formatted(inside)))
                .singleElement()
                .asString()
                .startsWith("has an element that refers to");
    }

    @Test
    void aLongChainOfReferencesEnds() {
        StringBuilder chain = new StringBuilder("<g id='c0'/>");
        for (int i = 1; i < 20_000; i++) {
            chain.append("<use id='c%d' href='#c%d'/>".formatted(i, i - 1));
        }
        assertThat(faults(ROOT.formatted(chain))).hasSize(1);
        assertThat(faults(ROOT.formatted("<defs>" + chain + "</defs><use href='#c19999'/>")))
                .containsExactly("has references nested deeper than 16");
    }

    @Test
    void anIdNamesOneElement() {
        assertThat(faults(ROOT.formatted("<g id='a'/><g id='a'/>")))
                .containsExactly("gives one id to several elements");
    }

    @Test
    void otherEncodingsAreReadAsTheyAre() {
        byte[] utf16 = ("<?xml version='1.0' encoding='UTF-16'?>" + ROOT.formatted("<script/>"))
                .getBytes(StandardCharsets.UTF_16);
        assertThat(SvgPolicy.faults(utf16)).isNotEmpty();
    }

    private static List<String> faults(String svg) {
        return SvgPolicy.faults(svg.getBytes(StandardCharsets.UTF_8));
    }
}
