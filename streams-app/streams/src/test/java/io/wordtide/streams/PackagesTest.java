package io.wordtide.streams;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.wordtide.testing.PackageRules;

/** The packages of this module. */
@AnalyzeClasses(packages = "io.wordtide.streams", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule noCycles = PackageRules.NO_CYCLES;

    @ArchTest
    static final ArchRule configKnowsNoOtherPackage = noClasses()
            .that()
            .resideInAPackage("io.wordtide.streams.config..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.wordtide.streams..")
                    .and(resideOutsideOfPackage("io.wordtide.streams.config..")));

    @ArchTest
    static final ArchRule storesKnowNoLearner = noClasses()
            .that()
            .resideInAPackage("io.wordtide.streams.store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.wordtide.learn..", "io.wordtide.dlgm..");
}
