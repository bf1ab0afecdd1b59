// Enhances what works without it: the menu and the filter fold on a phone, one tick takes a whole table.

import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  FileUpload,
  Radios,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import { Alert, FilterToggleButton, MultiSelect } from "@ministryofjustice/frontend";
import { keepTyped } from "./autosave.js";
import { writeMarkdown } from "./markdown.js";
import { narrowTicks } from "./ticks.js";
import { warnOfUnsaved } from "./unsaved.js";

for (const component of [
  Alert,
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  MultiSelect,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component);
}

// Folded on a phone only: on a desktop there is room for it.
createAll(FilterToggleButton, { startHidden: false });

document.querySelectorAll("[data-markdown]").forEach(writeMarkdown);
document.querySelectorAll("form[data-warn-unsaved]").forEach(warnOfUnsaved);
document.querySelectorAll("[data-find]").forEach(narrowTicks);
keepTyped(document.querySelectorAll("[data-typed]"));
