package org.espalier.runners;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Notebooks are stored as they are written: without what a run of them has left. */
final class NotebooksTest {

  private static final Path FOLDER = Path.of("../notebooks").toAbsolutePath().normalize();
  private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|from) (\\w+)");

  @Test
  void noNotebookHoldsOutputsCountsOrTheKernelOfItsAuthor() throws IOException {
    for (var notebook : notebooks().entrySet()) {
      var json = notebook.getValue();
      assertThat(json.path("nbformat").asInt()).as(notebook.getKey()).isEqualTo(4);
      assertThat(json.path("metadata").toString())
          .as(notebook.getKey())
          .isEqualTo(
              "{\"kernelspec\":{\"display_name\":\"Python 3\",\"language\":\"python\",\"name\":\"python3\"},\"language_info\":{\"name\":\"python\"}}");
      assertThat(json.path("cells"))
          .isNotEmpty()
          .allSatisfy(
              cell -> {
                assertThat(cell.path("metadata")).as(notebook.getKey()).isEmpty();
                if (cell.path("cell_type").asText().equals("code")) {
                  assertThat(cell.path("outputs")).as(notebook.getKey()).isEmpty();
                  assertThat(cell.path("execution_count").isNull()).as(notebook.getKey()).isTrue();
                }
              });
    }
  }

  @Test
  void everyNotebookIsInTheManualAndWhatItImportsIsInTheRequirements() throws IOException {
    var manual = Files.readString(FOLDER.resolve("README.md"));
    var requirements = Files.readString(FOLDER.resolve("requirements.txt"));
    for (var notebook : notebooks().entrySet()) {
      assertThat(manual).contains("(" + notebook.getKey() + ")");
      var imported =
          StreamSupport.stream(notebook.getValue().path("cells").spliterator(), false)
              .filter(cell -> cell.path("cell_type").asText().equals("code"))
              .map(NotebooksTest::source)
              .flatMap(source -> IMPORT.matcher(source).results())
              .map(found -> found.group(1))
              .filter(module -> !module.matches("json|os|re|pathlib"))
              .toList();
      assertThat(imported)
          .as(notebook.getKey())
          .isNotEmpty()
          .allSatisfy(module -> assertThat(requirements).contains("\n" + module + "=="));
    }
  }

  private static String source(JsonNode cell) {
    var source = new StringBuilder();
    cell.path("source").forEach(line -> source.append(line.asText()));
    return source.toString();
  }

  private static Map<String, JsonNode> notebooks() throws IOException {
    var notebooks = new LinkedHashMap<String, JsonNode>();
    try (var files = Files.newDirectoryStream(FOLDER, "*.ipynb")) {
      for (var file : files) {
        notebooks.put(
            Objects.requireNonNull(file.getFileName()).toString(),
            new ObjectMapper().readTree(file.toFile()));
      }
    }
    assertThat(notebooks).hasSizeGreaterThanOrEqualTo(2);
    return notebooks;
  }
}
