package org.espalier.runners;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.UUID;
import org.apache.beam.sdk.transforms.DoFn;

/** What Maven cannot check of the structure. */
@AnalyzeClasses(
    packages = "org.espalier",
    importOptions = {ImportOption.DoNotIncludeTests.class, TestJars.class})
final class ArchitectureTest {

  @ArchTest
  static final ArchRule modulesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("schemas")
          .definedBy("org.espalier.schemas..")
          .layer("models")
          .definedBy("org.espalier.models..")
          .layer("transforms")
          .definedBy("org.espalier.transforms..")
          .layer("data-prep")
          .definedBy("org.espalier.dataprep..")
          .layer("pipelines")
          .definedBy("org.espalier.pipelines..")
          .layer("runners")
          .definedBy("org.espalier.runners..")
          .whereLayer("runners")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pipelines")
          .mayOnlyBeAccessedByLayers("runners")
          .whereLayer("data-prep")
          .mayOnlyBeAccessedByLayers("runners")
          .whereLayer("transforms")
          .mayOnlyBeAccessedByLayers("data-prep", "pipelines", "runners")
          .whereLayer("models")
          .mayOnlyBeAccessedByLayers("transforms", "data-prep", "pipelines", "runners");

  @ArchTest
  static final ArchRule dataPreparationKnowsImagesFilesTablesAndPipelinesOnly =
      noClasses()
          .that()
          .resideInAPackage("org.espalier.dataprep..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.espalier.models.network..",
              "org.espalier.models.graph..",
              "org.espalier.transforms.method..",
              "org.espalier.transforms.supernet..",
              "org.espalier.transforms.evaluate..",
              "org.espalier.transforms.round..",
              "org.espalier.transforms.storage..",
              "org.espalier.transforms.device..");

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching("org.espalier.(**)").should().beFreeOfCycles();

  /** Beam's pipelines: its file systems are no part of them. */
  private static final DescribedPredicate<JavaClass> PIPELINES =
      resideInAPackage("org.apache.beam..")
          .and(not(resideInAPackage("org.apache.beam.sdk.io.fs..")))
          .and(not(equivalentTo(org.apache.beam.sdk.io.FileSystems.class)))
          .as("Beam's pipelines");

  @ArchTest
  static final ArchRule methodsAndModelsAreFreeOfBeamWhateverTheyUse =
      noClasses()
          .that()
          .resideInAnyPackage("org.espalier.models..", "org.espalier.transforms.method..")
          .should()
          .transitivelyDependOnClassesThat(
              resideInAPackage("org.apache.beam..").as("Beam's classes"));

  @ArchTest
  static final ArchRule roundsAndEvaluatorsAreFreeOfPipelines =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.espalier.transforms.benchmark..",
              "org.espalier.transforms.device..",
              "org.espalier.transforms.evaluate..",
              "org.espalier.transforms.files..",
              "org.espalier.transforms.images..",
              "org.espalier.transforms.round..",
              "org.espalier.transforms.storage..",
              "org.espalier.transforms.supernet..",
              "org.espalier.transforms.tables..")
          .should()
          .dependOnClassesThat(PIPELINES);

  @ArchTest
  static final ArchRule runnersAloneKnowFlinkAndBeamsRunners =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.espalier.runners..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink..", "org.apache.beam.runners..");

  @ArchTest
  static final ArchRule modelsAloneKnowTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.espalier.models..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "org.tensorflow..");

  @ArchTest
  static final ArchRule tablesAloneKnowParquet =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.espalier.transforms.tables..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.parquet..");

  @ArchTest
  static final ArchRule aMethodsStateIsKnownToTheMethodAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.espalier.transforms.method..", "org.espalier.schemas..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.espalier.schemas..")
                  .and(
                      nameMatching(
                          ".*\\.(Dsm|Evolution|Gradient|LocalSearch|Random|Reinforce|Retrain)State"))
                  .as("states of methods"));

  @ArchTest
  static final ArchRule functionsOfBeamEndInFn =
      classes().that().areAssignableTo(DoFn.class).should().haveSimpleNameEndingWith("Fn");

  @ArchTest
  static final ArchRule namesSayWhatAThingIs =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Manager|Common|Impl)(\\$.*)?")
          .because("such names say nothing");

  @ArchTest
  static final ArchRule everyRandomNumberHasASeed =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(UUID.class, "randomUUID");

  @ArchTest
  static final ArchRule nobodyUsesAnotherLibrarysGuava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.common..", "org.apache.beam.vendor..");

  private ArchitectureTest() {}
}
