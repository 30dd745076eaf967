package org.testamur.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of layout and style that every service keeps; a service takes them all with {@code @ArchTest static final
 * ArchTests HOUSE = ArchTests.in(HouseRules.class)}.
 */
public final class HouseRules {

    private static final Set<String> CLOCK_READERS = Set.of(
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.OffsetDateTime",
            "java.time.ZonedDateTime",
            "java.time.Year",
            "java.time.YearMonth");

    private static final DescribedPredicate<JavaClass> LEAF = describe(
            "*Resource or *Consumer of ours",
            type -> type.getPackageName().startsWith("org.testamur.")
                    && !type.getPackageName().startsWith("org.testamur.platform")
                    && type.getSimpleName().matches(".+(Resource|Consumer)"));

    @ArchTest
    static final ArchRule resourcesAndConsumersAreLeaves = noClasses()
            .should(new ArchCondition<>("depend on a *Resource or *Consumer") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> LEAF.test(dependency.getTargetClass()))
                            .filter(dependency -> !withinOneTopLevelClass(dependency))
                            .forEach(dependency -> events.add(
                                    SimpleConditionEvent.satisfied(dependency, dependency.getDescription())));
                }
            })
            .because("they only translate between the outside and a use case")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesHaveNoCircles = slices().matching("org.testamur.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package is read, moved and tested without those that use it");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .that(not(describe(
                    "produce the Clock",
                    type -> type.getMethods().stream()
                            .anyMatch(method -> method.getRawReturnType().isEquivalentTo(Clock.class)))))
            .should()
            .callMethodWhere(describe("reads the system's time", HouseRules::readsTheSystemsTime))
            .because("tests move the injected Clock")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule configurationIsMapped = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.microprofile.config.inject.ConfigProperty")
            .because("a @ConfigMapping documents and checks the settings of a feature in one place")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule dependenciesComeThroughTheConstructor = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .because("a class without its dependencies must not exist")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule policiesArePure = noClasses()
            .that()
            .haveSimpleNameEndingWith("Policy")
            .should()
            .dependOnClassesThat(resideInAnyPackage("jakarta..", "io.quarkus.."))
            .because("a decision is tested by the hundred without a container")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule namesSaySomething = noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl|Base|Common)")
            .because("such a name fits anything")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule simpleNamesAreUnique = classes()
            .should(new UniqueSimpleNames())
            .because("a reader who searches for a name must find one type of the service")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .should(new ArchCondition<>("be in a package whose package-info is @NullMarked") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getPackageName() + " has no @NullMarked package-info"));
                    }
                }
            })
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule platformKnowsNoService = noClasses()
            .that()
            .resideInAPackage("org.testamur.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.testamur.catalog..",
                    "org.testamur.enrolment..",
                    "org.testamur.assessment..",
                    "org.testamur.issuance..",
                    "org.testamur.verification..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule operationsSayWhoMayCallThem = methods()
            .that(describe("answer HTTP requests", HouseRules::answersRequests))
            .should(new ArchCondition<>("name roles, or permit all, where they are declared") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    if (!saysWho(method) && !saysWho(method.getOwner())) {
                        events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " does not say who may call it"));
                    }
                }
            })
            .because("what stands on a class does not count for the methods that its subclasses add")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule entitiesStayInside = methods()
            .that()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Resource")
            .should(new ArchCondition<>("neither take nor return an entity") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    if (!method.getModifiers().contains(JavaModifier.PRIVATE)
                            && Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
                                    .map(JavaType::getAllInvolvedRawTypes)
                                    .flatMap(Set::stream)
                                    .anyMatch(type -> type.isAnnotatedWith("jakarta.persistence.Entity"))) {
                        events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " shows an entity to the outside"));
                    }
                }
            })
            .because("a view decides what the outside sees")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule consumersKeepToTheirTopic = classes()
            .that(describe("consume events", ConsumerRules::isConsumer))
            .should(ConsumerRules.keepToTheirTopic())
            .because("contracts/topics.yaml says who reads a topic and whether a person stands in it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule backgroundWorkRunsInThePlatform = noClasses()
            .should()
            .callMethodWhere(describe("begins a loop of its own", HouseRules::beginsALoop))
            .because("BackgroundWork wakes it, survives what it throws, and shows whether it lives")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule metersAreThereFromTheStart = classes()
            .that(describe("are beans that register a meter as they are made", HouseRules::registersAsItIsMade))
            .should(new ArchCondition<>("be made when the service starts") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean starts = type.isAnnotatedWith("io.quarkus.runtime.Startup")
                            || type.getMethods().stream()
                                    .flatMap(method -> method.getRawParameterTypes().stream())
                                    .anyMatch(
                                            parameter -> parameter.getName().equals("io.quarkus.runtime.StartupEvent"));
                    if (!starts) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " is made at its first use"));
                    }
                }
            })
            .because("an alert on an increase does not see the first one of a counter that begins with it")
            .allowEmptyShould(true);

    private HouseRules() {}

    private static boolean registersAsItIsMade(JavaClass type) {
        return type.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped")
                && type.getConstructors().stream()
                        .flatMap(constructor -> constructor.getMethodCallsFromSelf().stream())
                        .anyMatch(call -> call.getName().equals("register")
                                && call.getTargetOwner().getPackageName().equals("io.micrometer.core.instrument"));
    }

    private static boolean withinOneTopLevelClass(Dependency dependency) {
        return topLevel(dependency.getOriginClass()).equals(topLevel(dependency.getTargetClass()));
    }

    private static String topLevel(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }

    private static boolean answersRequests(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith("jakarta.ws.rs.HttpMethod"));
    }

    private static boolean saysWho(CanBeAnnotated declared) {
        return Stream.of(
                        "jakarta.annotation.security.RolesAllowed",
                        "jakarta.annotation.security.PermitAll",
                        "jakarta.annotation.security.DenyAll",
                        "io.quarkus.security.Authenticated")
                .anyMatch(declared::isAnnotatedWith);
    }

    /** Pools for what a request asks for take their threads from a factory, and virtual threads end with their task. */
    private static boolean beginsALoop(JavaMethodCall call) {
        String owner = call.getTargetOwner().getName();
        return switch (call.getTarget().getName()) {
            case "start" -> owner.equals("java.lang.Thread") || owner.equals("java.lang.Thread$Builder$OfPlatform");
            case "unstarted" -> owner.equals("java.lang.Thread$Builder$OfPlatform");
            case "schedule", "scheduleAtFixedRate", "scheduleWithFixedDelay" -> owner.startsWith("java.util.");
            default -> false;
        };
    }

    private static boolean readsTheSystemsTime(JavaMethodCall call) {
        MethodCallTarget target = call.getTarget();
        var owner = target.getOwner().getName();
        var arguments = target.getRawParameterTypes();
        return switch (target.getName()) {
            case "now" ->
                CLOCK_READERS.contains(owner)
                        && arguments.stream().noneMatch(argument -> argument.isEquivalentTo(Clock.class));
            case "currentTimeMillis" -> owner.equals("java.lang.System");
            default -> false;
        };
    }
}
