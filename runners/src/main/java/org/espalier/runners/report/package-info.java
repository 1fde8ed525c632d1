/** What did a run find? One report, seen as text, JSON, CSV and a page. */
@NullMarked
package org.espalier.runners.report;

import org.jspecify.annotations.NullMarked;
