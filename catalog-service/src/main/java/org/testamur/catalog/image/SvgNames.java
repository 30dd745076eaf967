package org.testamur.catalog.image;

import java.util.Set;

/**
 * Lists the elements and attributes that an uploaded SVG may have (SVG 2): those that draw, and none that act or fetch.
 */
final class SvgNames {

    private static final Set<String> ELEMENTS = words("""
            svg g defs symbol use switch view title desc metadata style path rect circle ellipse line polyline polygon text
            tspan textPath image linearGradient radialGradient stop pattern clipPath mask marker filter feBlend
            feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
            feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
            feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence""");

    /** Elements that are never painted themselves. */
    private static final Set<String> UNPAINTED = words("title desc metadata style view");

    private static final Set<String> ATTRIBUTES = words("""
            id class role lang style tabindex focusable version baseProfile viewBox preserveAspectRatio zoomAndPan
            x y width height cx cy r rx ry fx fy fr x1 y1 x2 y2 dx dy d points pathLength transform transform-origin
            rotate textLength lengthAdjust startOffset method side spacing href
            offset gradientUnits gradientTransform spreadMethod patternUnits patternContentUnits patternTransform
            clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient
            filterUnits primitiveUnits filterRes in in2 result mode type values operator k1 k2 k3 k4 order kernelMatrix
            divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale diffuseConstant
            specularConstant specularExponent limitingConeAngle pointsAtX pointsAtY pointsAtZ azimuth elevation z scale
            xChannelSelector yChannelSelector tableValues slope intercept amplitude exponent stdDeviation radius
            baseFrequency numOctaves seed stitchTiles media title requiredFeatures requiredExtensions systemLanguage
            contentScriptType contentStyleType enable-background
            alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
            color-interpolation-filters color-profile color-rendering cursor direction display dominant-baseline fill
            fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings font-kerning
            font-size font-size-adjust font-stretch font-style font-variant font-variant-caps font-variant-ligatures
            font-variant-numeric font-weight glyph-orientation-horizontal glyph-orientation-vertical image-rendering
            isolation kerning letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask
            mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity
            stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
            stroke-width text-align text-anchor text-decoration text-overflow text-rendering unicode-bidi vector-effect
            visibility white-space word-spacing writing-mode""");

    private static final Set<String> XLINK = words("href title type role show actuate arcrole");
    private static final Set<String> XML = words("space lang id");

    /** Notes that drawing programs leave in their files and that no viewer acts on. */
    private static final Set<String> EDITORS = Set.of(
            "http://www.inkscape.org/namespaces/inkscape",
            "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
            "http://www.serif.com/",
            "http://www.bohemiancoding.com/sketch/ns");

    private SvgNames() {}

    static boolean isElement(String name) {
        return ELEMENTS.contains(name);
    }

    static boolean isPainted(String element) {
        return !UNPAINTED.contains(element);
    }

    static boolean isAttribute(String namespace, String name) {
        return switch (namespace) {
            case "" -> ATTRIBUTES.contains(name) || name.startsWith("aria-") || name.startsWith("data-");
            case "http://www.w3.org/1999/xlink" -> XLINK.contains(name);
            case "http://www.w3.org/XML/1998/namespace" -> XML.contains(name);
            default -> EDITORS.contains(namespace);
        };
    }

    /** Whether an attribute is read as text and never as a style. */
    static boolean isText(String namespace, String name) {
        return !namespace.isEmpty()
                || Set.of("id", "class", "role", "lang", "title").contains(name)
                || name.startsWith("aria-")
                || name.startsWith("data-");
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
