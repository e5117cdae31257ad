package io.wordtide;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages of the model depend on each other in one direction, and none depends on Kafka or Avro. */
@AnalyzeClasses(packages = "io.wordtide", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("io.wordtide.(*)..").should().beFreeOfCycles();

    /** The root package may use all others; {@code slices()} omits it, since nothing follows the root's name. */
    @ArchTest
    static final ArchRule nothingKnowsTheRootPackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.wordtide")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.wordtide");

    @ArchTest
    static final ArchRule modelKnowsNoKafka = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.confluent..", "io.wordtide.schema..");
}
