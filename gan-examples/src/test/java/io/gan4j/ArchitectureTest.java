package io.gan4j;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormatSymbols;
import java.text.Format;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the architecture: which package may see which, and where engines may be touched.
 *
 * <p>No rule may pass because it looks at nothing. Each room named here must hold classes, each class must be in a room,
 * and where a rule says that one room alone uses an engine, that room must use it.
 */
class ArchitectureTest {

    private static final String BASE = "io.gan4j";
    private static final String FRONT_DOOR = "io.gan4j";
    private static final String EXAMPLES = "io.gan4j.examples";
    private static final String DJL = "io.gan4j.djl";
    private static final String TORCH = "io.gan4j.djl.torch";
    private static final String ONNX = "io.gan4j.onnx";
    private static final String METRIC = "io.gan4j.metric";
    private static final String FEATURE = "io.gan4j.feature";
    private static final String CLASSIFIER = "io.gan4j.classifier";
    private static final String LIVE = "io.gan4j.live";
    private static final String WEB = "io.gan4j.web";
    private static final String EVALUATION = "io.gan4j.evaluation";

    /** Everything that is an engine, or comes from one: DJL and ONNX Runtime. */
    private static final String[] ENGINES = {"ai.djl..", "ai.onnxruntime.."};

    /** ONNX's generated classes and what they stand on. Only tests may have them: applications bring versions of their own. */
    private static final String[] PROTOBUF = {"ai.onnx..", "org.tribuo..", "com.google.protobuf.."};

    /** Each room, from the ground up, with the rooms that it stands on; what those stand on it may see too. */
    private static final Map<String, Set<String>> ROOMS = rooms();

    private static final Set<String> WITH_ENGINES = Set.of(DJL, ONNX, EXAMPLES);

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // what the modules' tests share comes in a jar, which the option does not know for tests
            .withImportOption(location -> !location.contains("/io/gan4j/testing/"))
            .importPackages(BASE);

    private static Map<String, Set<String>> rooms() {
        Map<String, Set<String>> rooms = new LinkedHashMap<>();
        room(rooms, "io.gan4j.error");
        room(rooms, "io.gan4j.file");
        room(rooms, "io.gan4j.html");
        room(rooms, "io.gan4j.tensor", "io.gan4j.error", "io.gan4j.file");
        room(rooms, "io.gan4j.layer", "io.gan4j.tensor");
        room(rooms, "io.gan4j.network", "io.gan4j.layer");
        room(rooms, "io.gan4j.image", "io.gan4j.tensor", "io.gan4j.file");
        room(rooms, "io.gan4j.data", "io.gan4j.image");
        room(rooms, "io.gan4j.measurement", "io.gan4j.tensor");
        room(rooms, "io.gan4j.checkpoint", "io.gan4j.tensor", "io.gan4j.file");
        room(rooms, "io.gan4j.game", "io.gan4j.network", "io.gan4j.data");
        room(rooms, "io.gan4j.architecture", "io.gan4j.network");
        room(rooms, "io.gan4j.loss", "io.gan4j.game");
        room(rooms, "io.gan4j.settings", "io.gan4j.architecture", "io.gan4j.loss", "io.gan4j.file");
        room(rooms, "io.gan4j.inference", "io.gan4j.network", "io.gan4j.data", "io.gan4j.measurement");
        room(rooms, "io.gan4j.engine", "io.gan4j.game", "io.gan4j.inference");
        room(rooms, "io.gan4j.training", "io.gan4j.engine", "io.gan4j.architecture", "io.gan4j.loss");
        room(rooms, "io.gan4j.rules", "io.gan4j.training");
        room(rooms, "io.gan4j.event", "io.gan4j.rules");
        room(rooms, "io.gan4j.run", "io.gan4j.event", "io.gan4j.checkpoint", "io.gan4j.settings");
        room(rooms, "io.gan4j.watch", "io.gan4j.event");
        room(rooms, DJL, "io.gan4j.engine");
        room(rooms, ONNX, "io.gan4j.inference");
        room(rooms, METRIC, "io.gan4j.data", "io.gan4j.measurement");
        room(rooms, FEATURE, METRIC, "io.gan4j.inference", "io.gan4j.loss");
        room(rooms, FRONT_DOOR, "io.gan4j.run", "io.gan4j.watch");
        room(rooms, CLASSIFIER, METRIC, FRONT_DOOR);
        room(rooms, EVALUATION, FEATURE, CLASSIFIER);
        room(rooms, LIVE, "io.gan4j.watch", "io.gan4j.html");
        room(rooms, WEB, ONNX, "io.gan4j.html");
        room(rooms, EXAMPLES, FRONT_DOOR, DJL, ONNX, EVALUATION, LIVE, WEB);
        return rooms;
    }

    /** Adds a room that may see {@code floors} and whatever they may see; they must have been added before it. */
    private static void room(Map<String, Set<String>> rooms, String name, String... floors) {
        Set<String> below = new LinkedHashSet<>(List.of(floors));
        for (String floor : floors) {
            below.addAll(rooms.get(floor));
        }
        rooms.put(name, below);
    }

    static Collection<String> everyRoom() {
        return ROOMS.keySet();
    }

    @ParameterizedTest
    @MethodSource("everyRoom")
    void room_holdsClasses(String room) {
        assertThat(in(room))
                .as("classes of %s: a rule about an empty room says nothing", room)
                .isNotEmpty();
    }

    @Test
    void everyClass_isInARoom() {
        Set<String> homeless = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (roomOf(type).isEmpty()) {
                homeless.add(type.getPackageName());
            }
        }
        assertThat(homeless).as("packages without a floor: add them to ROOMS").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyRoom")
    void room_seesOnlyWhatIsBelow(String room) {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : in(room)) {
            type.getDirectDependenciesFromSelf().forEach(dependency -> {
                Optional<String> target = roomOf(dependency.getTargetClass().getBaseComponentType());
                if (target.isPresent()
                        && !target.get().equals(room)
                        && !ROOMS.get(room).contains(target.get())) {
                    violations.add(dependency.getDescription());
                }
            });
        }
        assertThat(violations).as("%s may see only %s", room, ROOMS.get(room)).isEmpty();
    }

    @Test
    void packages_formNoCircle() {
        slices().matching("io.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void package_livesInOneModule() {
        Map<String, Set<String>> homes = CLASSES.stream()
                .collect(groupingBy(
                        JavaClass::getPackageName,
                        TreeMap::new,
                        mapping(ArchitectureTest::home, toCollection(TreeSet::new))));
        assertThat(homes)
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
        assertThat(homes.values().stream().flatMap(Set::stream).distinct())
                .as("modules seen: gan-api, gan-metrics, gan-onnx, gan-djl, gan-live, gan-web, gan-examples")
                .hasSize(7);
    }

    @Test
    void apiAndMetrics_knowNoEngine() {
        noClasses()
                .that(areWithoutEngines())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINES)
                .check(CLASSES);
    }

    @Test
    void onnx_knowsNoTorch() {
        noClasses()
                .that()
                .resideInAPackage(ONNX + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.pytorch..")
                .check(CLASSES);
    }

    @Test
    void pytorchEngine_isTouchedByTorchAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(TORCH + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.pytorch..")
                .check(CLASSES);
        assertThat(usersOf("ai.djl.pytorch.."))
                .as("classes that use ai.djl.pytorch")
                .isNotEmpty();
    }

    @Test
    void onnxRuntime_isTouchedByOnnxAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ONNX + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "ai.djl.onnxruntime..")
                .check(CLASSES);
        assertThat(usersOf("ai.onnxruntime.."))
                .as("classes that use ONNX Runtime")
                .isNotEmpty();
    }

    @Test
    void protobuf_isUsedByNobody() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage(PROTOBUF).check(CLASSES);
    }

    /** They came with Gson 2.11 and 2.12; Spring Boot 3.3, for one, gives applications 2.10.1. */
    @Test
    void newMethodsOfGson_areCalledByNobody() {
        noClasses()
                .that(areOfTheLibraries())
                .should()
                .callMethodWhere(describe(
                        "of JsonReader or GsonBuilder since 2.11",
                        call -> call.getTargetOwner().getPackageName().startsWith("com.google.gson")
                                && Set.of("setStrictness", "getStrictness", "setNestingLimit", "getNestingLimit")
                                        .contains(call.getName())))
                .check(CLASSES);
        assertThat(usersOf("com.google.gson..")).as("classes that use Gson").isNotEmpty();
    }

    /** A second server in a program would be one more thing to look after; the JDK's is in one room. */
    @Test
    void httpServer_isTouchedByLiveAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(LIVE + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.net.httpserver..")
                .check(CLASSES);
        assertThat(usersOf("com.sun.net.httpserver.."))
                .as("classes that use the JDK's server")
                .isNotEmpty();
    }

    /** {@code Criteria} and the model zoo run code that they find in a model's folder. */
    @Test
    void djlRepository_isUsedByNobody() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.repository..")
                .check(CLASSES);
        assertThat(usersOf("ai.djl..")).as("classes that use DJL at all").isNotEmpty();
    }

    @Test
    void libraries_doNotPrint() {
        noClasses().that(areOfTheLibraries()).should(ACCESS_STANDARD_STREAMS).check(CLASSES);
    }

    @Test
    void libraries_addNoShutdownHook() {
        noClasses()
                .that(areOfTheLibraries())
                .should()
                .callMethod(Runtime.class, "addShutdownHook", Thread.class)
                .check(CLASSES);
    }

    @Test
    void libraries_handleNoSignal() {
        noClasses()
                .that(areOfTheLibraries())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun.misc..", "jdk.internal..")
                .check(CLASSES);
        assertThat(usersOf("sun.misc..")).as("the examples' handler is seen").isNotEmpty();
    }

    @Test
    void libraries_doNotExit() {
        noClasses()
                .that(areOfTheLibraries())
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    /**
     * Names, files and messages must be the same everywhere: in some locales numbers have other digits, and letters other
     * capitals. What formats or changes case must name its locale.
     */
    @Test
    void nothing_dependsOnTheDefaultLocale() {
        noClasses()
                .should()
                .accessTargetWhere(describe("depends on the default locale", ArchitectureTest::isByDefaultLocale))
                .check(CLASSES);
        assertThat(CLASSES.stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> isFormatting(call)
                                && call.getTarget()
                                        .getRawParameterTypes()
                                        .get(0)
                                        .isEquivalentTo(Locale.class)))
                .as("calls that format by a named locale are seen")
                .isNotEmpty();
    }

    /** An application compiles against what a signature names, so an engine's type there would tie it to the engine. */
    @Test
    void signatures_nameNoEngine() {
        members()
                .that(describe("an application can name", ArchitectureTest::isVisible))
                .and()
                .areDeclaredInClassesThat(not(resideInAPackage(DJL + "..")))
                .should(nameNoTypeThat(resideInAnyPackage(ENGINES)))
                .check(CLASSES);
    }

    @Test
    void packages_areNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (!type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                unmarked.add(type.getPackageName());
            }
        }
        assertThat(unmarked)
                .as("packages without @NullMarked in package-info.java")
                .isEmpty();
    }

    private static DescribedPredicate<JavaClass> areWithoutEngines() {
        return describe(
                "are of gan-api or gan-metrics",
                type -> roomOf(type).filter(WITH_ENGINES::contains).isEmpty());
    }

    private static DescribedPredicate<JavaClass> areOfTheLibraries() {
        return describe(
                "are of a library",
                type -> roomOf(type).filter(EXAMPLES::equals).isEmpty());
    }

    private static boolean isByDefaultLocale(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        List<JavaClass> parameters = target.getRawParameterTypes();
        boolean named = parameters.stream().anyMatch(type -> type.isEquivalentTo(Locale.class));
        boolean changesCase = target.getOwner().isEquivalentTo(String.class)
                && (target.getName().equals("toLowerCase") || target.getName().equals("toUpperCase"));
        return !named && (changesCase || isFormatting(access));
    }

    /** Whether something is formatted by a pattern, or a formatter is made. */
    private static boolean isFormatting(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        if (owner.isEquivalentTo(Formatter.class)
                || owner.isAssignableTo(Format.class)
                || owner.isEquivalentTo(Scanner.class)
                || owner.isEquivalentTo(DecimalFormatSymbols.class)) {
            return name.equals("<init>") || name.startsWith("get") && !name.equals("getClass");
        }
        if (owner.isEquivalentTo(DateTimeFormatter.class)) {
            return name.startsWith("of");
        }
        boolean prints = owner.isAssignableTo(PrintStream.class) || owner.isAssignableTo(PrintWriter.class);
        return (prints || owner.isEquivalentTo(String.class))
                && Set.of("format", "formatted", "printf").contains(name);
    }

    private static boolean isVisible(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        boolean open = modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        Optional<JavaClass> type = Optional.of(member.getOwner());
        while (open && type.isPresent()) {
            Set<JavaModifier> owner = type.get().getModifiers();
            open = owner.contains(JavaModifier.PUBLIC) || owner.contains(JavaModifier.PROTECTED);
            type = type.get().getEnclosingClass();
        }
        return open;
    }

    private static ArchCondition<JavaMember> nameNoTypeThat(DescribedPredicate<JavaClass> forbidden) {
        return new ArchCondition<>("name no type that " + forbidden.getDescription()) {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                signatureOf(member)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .filter(type -> forbidden.test(type.getBaseComponentType()))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                member, member.getDescription() + " names " + type.getName())));
            }
        };
    }

    private static Stream<JavaType> signatureOf(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        List<JavaType> types = new ArrayList<>(unit.getParameterTypes());
        types.add(unit.getReturnType());
        types.addAll(unit.getExceptionTypes());
        return types.stream();
    }

    private static List<JavaClass> in(String room) {
        return CLASSES.stream()
                .filter(type -> roomOf(type).filter(room::equals).isPresent())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }

    /** The room a class lives in: the longest name of a room that its package is or is below; the front door is no roof. */
    private static Optional<String> roomOf(JavaClass type) {
        String name = type.getPackageName();
        return ROOMS.keySet().stream()
                .filter(room -> name.equals(room) || (!room.equals(FRONT_DOOR) && name.startsWith(room + ".")))
                .findFirst();
    }

    private static Set<JavaClass> usersOf(String... packages) {
        DescribedPredicate<JavaClass> wanted = resideInAnyPackage(packages);
        return CLASSES.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> wanted.test(dependency.getTargetClass())))
                .collect(Collectors.toSet());
    }

    /** The jar or folder that a class was read from. */
    private static String home(JavaClass type) {
        String source = type.getSource().orElseThrow().getUri().toString();
        return source.substring(0, source.length() - (type.getName().replace('.', '/') + ".class").length());
    }
}
