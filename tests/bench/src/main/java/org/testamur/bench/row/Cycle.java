package org.testamur.bench.row;

import java.util.List;

/** The same things one after the other, again and again; for one thread. */
final class Cycle<T> {

    private final List<T> things;
    private int next;

    Cycle(List<T> things) {
        this.things = List.copyOf(things);
    }

    T next() {
        T thing = things.get(next);
        next = (next + 1) % things.size();
        return thing;
    }
}
