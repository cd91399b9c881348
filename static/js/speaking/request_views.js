/** The open requests of a delegate, one view for each. */

import { RequestView, takesText } from "./request_view.js";

/** @typedef {import("./own_request.js").FloorRequest} FloorRequest */
/** @typedef {import("./document_field.js").DocumentChoice} DocumentChoice */

export class RequestViews {
  /** By id. @type {Map<number, RequestView>} */
  #views = new Map();

  /** @param {import("./request_view.js").RequestActions} actions */
  constructor(actions) {
    this.actions = actions;
  }

  /**
   * Return what decides which parts are shown; what else changes is only updated.
   * @param {FloorRequest[]} requests
   * @param {DocumentChoice[]} documents
   */
  partsOf(requests, documents) {
    const titles = documents.map(({ id, title }) => [id, title]);
    return requests.map((each) => [
      each.id,
      each.state,
      takesText(each) ? titles : null,
    ]);
  }

  /**
   * @param {FloorRequest[]} requests
   * @param {DocumentChoice[]} documents
   * @returns {HTMLElement[]}
   */
  build(requests, documents) {
    this.#views = new Map(
      requests.map((each) => [each.id, new RequestView(each, documents, this.actions)]),
    );
    return [...this.#views.values()].map(({ element }) => element);
  }

  /**
   * Show where they stand now; a list that is being chosen from stays open.
   * @param {FloorRequest[]} requests
   */
  update(requests) {
    for (const request of requests) this.#views.get(request.id)?.update(request);
  }
}
