package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.gan4j.data.Dataset;
import io.gan4j.data.ImageFolder;
import io.gan4j.game.Adam;
import io.gan4j.inference.LoadOptions;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A setting returns a new value. That {@code gan.latent(64);} alone does nothing, the compiler or the editor has to say. */
class FluentTypesTest {
    /** Each of its settings changes it: what they return may be ignored. */
    private static final Set<String> MUTABLE = Set.of("NetworkBuilder");

    @Test
    void types_whoseSettingsReturnNewValues_areMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                // what the modules' tests share comes in a jar, which the option does not know for tests
                .withImportOption(location -> !location.contains("/io/gan4j/testing/"))
                .importPackages("io.gan4j")) {
            if (isFluent(type) && !type.isAnnotatedWith(CheckReturnValue.class)) {
                unmarked.add(type.getName());
            }
        }
        assertThat(unmarked).as("settings without @CheckReturnValue").isEmpty();
    }

    @Test
    void settings_ofUsers_areMarked() {
        assertThat(List.of(
                        GanBuilder.class,
                        TrainingStrategy.class,
                        Checkpoints.class,
                        ImageFolder.class,
                        LoadOptions.class,
                        Adam.class))
                .allSatisfy(type -> assertThat(type.isAnnotationPresent(CheckReturnValue.class))
                        .isTrue());
    }

    @Test
    void training_isForItsEffectsToo() {
        JavaMethod train = new ClassFileImporter().importClass(GanBuilder.class).getMethod("train", Dataset.class);
        assertThat(train.isAnnotatedWith(CanIgnoreReturnValue.class)).isTrue();
    }

    /** A public class or record with several public methods that take one argument and return its own type. */
    private static boolean isFluent(JavaClass type) {
        if (!type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.isInterface()
                || MUTABLE.contains(type.getSimpleName())
                || type.getModifiers().contains(JavaModifier.ABSTRACT)) {
            return false;
        }
        List<JavaMethod> settings = type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
                .filter(method -> method.getRawParameterTypes().size() == 1)
                .filter(method -> method.getRawReturnType().equals(type))
                .toList();
        return settings.size() > 1;
    }
}
