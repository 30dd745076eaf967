package org.testamur.platform.pages;

/** Measures how well a colour can be read upon another (WCAG 2.2, relative luminance and contrast ratio). */
final class Contrast {

    private Contrast() {}

    /** From 1 to 21. */
    static double ratio(int[] one, int[] other) {
        double lighter = Math.max(luminance(one), luminance(other));
        double darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    /** Of a colour upon the ground where it is read worst. */
    static double least(int[] colour, int[][] grounds) {
        double least = Double.MAX_VALUE;
        for (int[] ground : grounds) {
            least = Math.min(least, ratio(colour, ground));
        }
        return least;
    }

    /** @param hex with six digits, such as {@code #175080} */
    static int[] rgb(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new int[] {rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff};
    }

    private static double luminance(int[] rgb) {
        return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
    }

    private static double linear(int value) {
        double part = value / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
