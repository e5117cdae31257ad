package io.wordtide.server;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.wordtide.testing.PackageRules;

/** The packages of this module. */
@AnalyzeClasses(packages = "io.wordtide.server", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule noCycles = PackageRules.NO_CYCLES;
}
