package io.wordtide.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which part may know which: the application knows model and schemas, and neither of these knows anything of the others. */
@AnalyzeClasses(packages = "io.wordtide", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleArrowsTest {

    private static final String[] MODEL = {
        "io.wordtide",
        "io.wordtide.text..",
        "io.wordtide.linalg..",
        "io.wordtide.nn..",
        "io.wordtide.dlgm..",
        "io.wordtide.refine..",
        "io.wordtide.evaluate..",
        "io.wordtide.learn..",
        "io.wordtide.vectors..",
        "io.wordtide.corpus..",
        "io.wordtide.baseline..",
        "io.wordtide.train..",
        "io.wordtide.preset..",
        "io.wordtide.snapshot.."
    };

    @ArchTest
    static final ArchRule modelKnowsNoKafka = noClasses()
            .that()
            .resideInAnyPackage(MODEL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.apache.avro..",
                    "io.confluent..",
                    "io.wordtide.schema..",
                    "io.wordtide.app..");

    @ArchTest
    static final ArchRule schemasKnowNeitherModelNorStreams = noClasses()
            .that()
            .resideInAPackage("io.wordtide.schema..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.streams..", "io.wordtide.app..")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(MODEL);

    @ArchTest
    static final ArchRule configKnowsNoOtherPackageOfTheApplication = noClasses()
            .that()
            .resideInAPackage("io.wordtide.app.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.wordtide.app",
                    "io.wordtide.app.processor..",
                    "io.wordtide.app.store..",
                    "io.wordtide.app.error..",
                    "io.wordtide.app.monitor..",
                    "io.wordtide.app.cli..");

    @ArchTest
    static final ArchRule storesKnowNoLearner = noClasses()
            .that()
            .resideInAPackage("io.wordtide.app.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.wordtide.learn..", "io.wordtide.dlgm..");
}
