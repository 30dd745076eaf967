package org.testamur.e2e.demo;

/** What the demo can show from beginning to end. */
interface Story {

    Outcome run();
}
