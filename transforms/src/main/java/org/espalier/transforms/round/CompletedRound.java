package org.espalier.transforms.round;

import java.util.List;
import org.espalier.schemas.RoundSummary;
import org.espalier.schemas.SearchState;
import org.espalier.schemas.Trial;

/**
 * A completed round: all that is stored of it.
 *
 * @param next the state after the round
 * @param trials the settled trials, by index
 * @param summary the round in one row
 */
public record CompletedRound(SearchState next, List<Trial> trials, RoundSummary summary) {}
