package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.testamur.enrolment.Stage.as;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** Of the two locks, row-level security holds without the other. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
@TestProfile(RowLevelSecurityAloneIT.Profile.class)
class RowLevelSecurityAloneIT {

    @Inject
    Stage stage;

    @Inject
    @PersistenceUnitExtension
    TenantResolver discriminator;

    private static final String MINE = "/enrolment/learners/me/enrolments";
    private static final String ALL = "/enrolment/enrolments";

    /** Takes the discriminator away: Hibernate adds no institution to any query. */
    @Alternative
    @ApplicationScoped
    @PersistenceUnitExtension
    static class NoDiscriminator implements TenantResolver {

        @Override
        public String getDefaultTenantId() {
            return "*";
        }

        @Override
        public String resolveTenantId() {
            return "*";
        }

        @Override
        public boolean isRoot(String tenantId) {
            return true;
        }
    }

    /** The application with it. */
    public static class Profile implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(NoDiscriminator.class);
        }
    }

    @Test
    void discriminatorIsTakenAway() {
        UUID institution = UUID.randomUUID();
        assertThat(Access.staff(institution).call(() -> discriminator.resolveTenantId()))
                .isEqualTo("*");
    }

    @Test
    void staffSeeTheirInstitutionsEnrolmentsAlone() {
        Journey journey = new Journey(stage);

        assertThat(journey.northfield
                        .staff("registrar")
                        .get(ALL)
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("items.id"))
                .containsExactly(journey.atNorthfield.toString());
        assertThat(journey.harbour
                        .staff("assessor")
                        .get(ALL)
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("items.id"))
                .containsExactly(journey.atHarbour.toString());
        journey.northfield
                .staff("registrar")
                .get(ALL + "/" + journey.atHarbour)
                .then()
                .statusCode(404);
        journey.harbour
                .staff("registrar")
                .post(ALL + "/" + journey.atNorthfield + "/withdrawal")
                .then()
                .statusCode(404);
        journey.northfield
                .staff("registrar")
                .get(ALL + "?learnerId=" + journey.leoId)
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void learnersSeeTheirOwnAtAllInstitutionsAndNobodyElses() {
        Journey journey = new Journey(stage);
        UUID second = Stage.enrolled(journey.mari, journey.ofHarbour);

        assertThat(as(journey.mari)
                        .get(MINE)
                        .then()
                        .statusCode(200)
                        .extract()
                        .<List<String>>path("items.institutionId"))
                .containsExactlyInAnyOrder(
                        journey.northfield.id().toString(), journey.harbour.id().toString());
        as(journey.leo).get(MINE).then().body("items", hasSize(1));
        as(journey.leo).get(MINE + "/" + second).then().statusCode(404);
        as(journey.leo)
                .post(MINE + "/" + journey.atNorthfield + "/withdrawal")
                .then()
                .statusCode(404);
    }
}
