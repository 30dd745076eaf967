package org.testamur.enrolment;

import java.util.UUID;
import org.testamur.enrolment.Stage.Institution;

/** Two institutions, two learners, one enrolment of each. */
final class Journey {

    final Institution northfield;
    final Institution harbour;
    final UUID ofNorthfield;
    final UUID ofHarbour;
    final String mari = Stage.unique("mari");
    final String leo = Stage.unique("leo");
    final UUID mariId;
    final UUID leoId;
    final UUID atNorthfield;
    final UUID atHarbour;

    Journey(Stage stage) {
        northfield = stage.institution("northfield");
        harbour = stage.institution("harbour");
        ofNorthfield = stage.published(northfield);
        ofHarbour = stage.published(harbour);
        mariId = Stage.registered(mari);
        leoId = Stage.registered(leo);
        atNorthfield = Stage.enrolled(mari, ofNorthfield);
        atHarbour = Stage.enrolled(leo, ofHarbour);
    }
}
