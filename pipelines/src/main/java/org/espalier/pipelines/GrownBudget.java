package org.espalier.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.espalier.pipelines.RunManifest.Granted;
import org.espalier.schemas.SearchState;
import org.espalier.transforms.files.StoredFiles;
import org.espalier.transforms.storage.RunFiles;

/**
 * A search that only its budget has ended resumes once the budget has grown.
 *
 * @param folder where the search is stored
 * @param budgets the budgets it has had, the one in force last
 */
record GrownBudget(RunFiles folder, List<Granted> budgets) {

  /** Opens the search again, where an earlier budget has ended it and today's does not. */
  void reopen(SearchState last) {
    var inForce = budgets.get(budgets.size() - 1).budget();
    if (last.getFinished() == null || inForce.reached(last).isPresent() || !endedByBudget(last)) {
      return;
    }
    try {
      // What was found and checked at the earlier end is not what will be.
      StoredFiles.delete(List.of(folder.heldOut(), folder.best(), folder.report()));
      var open = SearchState.newBuilder(last).setFinished(null).build();
      folder.replace(open);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot resume " + folder.root(), failure);
    }
  }

  private boolean endedByBudget(SearchState last) {
    return budgets.stream()
        .map(granted -> granted.budget().reached(last).orElse(""))
        .anyMatch(last.getFinished()::equals);
  }
}
