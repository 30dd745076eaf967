package org.testamur.bench.row;

import java.util.List;
import org.testamur.bench.figure.Figure;

/** Figures that are measured together. */
public interface Row {

    /** What each figure is called and held to, measured or not. */
    List<Figure.Title> titles();

    /**
     * Measures them all; what this build does not have is reported as missing.
     *
     * @throws NotMeasurable when nothing of it can be measured here
     */
    List<Figure> measure() throws NotMeasurable, InterruptedException;
}
