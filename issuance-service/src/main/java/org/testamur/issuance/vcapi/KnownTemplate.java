package org.testamur.issuance.vcapi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.badge.template.BadgeTemplate;
import org.testamur.issuance.lint.DateOrder;
import org.testamur.issuance.lint.OwnAddresses;

/** Holds a template and the positions of the values that are checked before each signature. */
final class KnownTemplate {

    private final BadgeTemplate badge;
    private final Skeleton skeleton;
    private final int id;
    private final int from;
    private final int until;
    private final int awarded;
    private final int began;
    private final int ended;
    private volatile long used = System.nanoTime();

    KnownTemplate(BadgeTemplate badge, Skeleton skeleton) {
        this.badge = badge;
        this.skeleton = skeleton;
        this.id = badge.indexOf("/id");
        this.from = badge.indexOf("/validFrom");
        this.until = badge.indexOf("/validUntil");
        this.awarded = badge.indexOf("/awardedDate");
        this.began = badge.indexOf("/credentialSubject/activityStartDate");
        this.ended = badge.indexOf("/credentialSubject/activityEndDate");
    }

    BadgeTemplate badge() {
        return badge;
    }

    int weight() {
        return badge.weight();
    }

    Skeleton skeleton() {
        return skeleton;
    }

    long used() {
        return used;
    }

    void use() {
        used = System.nanoTime();
    }

    /** Whether nothing can be said against these values; what was the same in every document was looked at before. */
    boolean allows(String[] values, OwnAddresses own, Instant now) {
        return id >= 0
                && !own.include(values[id])
                && badge.hasOwnIds(values)
                && DateOrder.isInOrder(
                        at(values, from),
                        at(values, until),
                        at(values, awarded),
                        at(values, began),
                        at(values, ended),
                        now);
    }

    private static @Nullable String at(String[] values, int index) {
        return index < 0 ? null : values[index];
    }
}
