/**
 * The addresses of the server that scripts use, made from its url map by
 * `tools/addresses.py write`; not to be changed by hand.
 */

import { getAddress, postAddress } from "./address_builder.js";

/**
 * @typedef {import("./address_builder.js").GetAddress} GetAddress
 * @typedef {import("./address_builder.js").PostAddress} PostAddress
 * @typedef {import("./address_builder.js").Part} Part
 */

/** @type {() => PostAddress} */
export const accountsAddAccount = () => postAddress`/accounts`;

/** @type {() => PostAddress} */
export const accountsBeginSecondFactor = () => postAddress`/account/second-factor`;

/** @type {(accountId: Part) => PostAddress} */
export const accountsCloseAccount = (accountId) =>
  postAddress`/accounts/${accountId}/close`;

/** @type {() => PostAddress} */
export const accountsConfirmSecondFactor = () =>
  postAddress`/account/second-factor/confirm`;

/** @type {() => PostAddress} */
export const accountsEndOtherSessions = () => postAddress`/account/sessions/end-others`;

/** @type {(signInId: Part) => PostAddress} */
export const accountsEndSession = (signInId) =>
  postAddress`/account/sessions/${signInId}/end`;

/** @type {(accountId: Part) => PostAddress} */
export const accountsEndSessions = (accountId) =>
  postAddress`/accounts/${accountId}/end-sessions`;

/** @type {() => PostAddress} */
export const accountsGiveCode = () => postAddress`/staff/code`;

/** @type {() => PostAddress} */
export const accountsLookAtLink = () => postAddress`/setup/look`;

/** @type {(accountId: Part) => PostAddress} */
export const accountsRemoveSecondFactor = (accountId) =>
  postAddress`/accounts/${accountId}/second-factor/off`;

/** @type {(accountId: Part) => PostAddress} */
export const accountsRenewLink = (accountId) =>
  postAddress`/accounts/${accountId}/link`;

/** @type {() => PostAddress} */
export const accountsRenewRecoveryCodes = () =>
  postAddress`/account/second-factor/recovery-codes`;

/** @type {() => PostAddress} */
export const accountsSetUp = () => postAddress`/setup`;

/** @type {() => PostAddress} */
export const accountsSignIn = () => postAddress`/staff/sign-in`;

/** @type {() => PostAddress} */
export const accountsSignOut = () => postAddress`/sign-out`;

/** @type {() => PostAddress} */
export const accountsTurnOffSecondFactor = () =>
  postAddress`/account/second-factor/off`;

/** @type {(meetingId: Part) => PostAddress} */
export const agendaAddItem = (meetingId) => postAddress`/m/${meetingId}/agenda`;

/** @type {(meetingId: Part) => GetAddress} */
export const agendaFindPresenters = (meetingId) =>
  getAddress`/m/${meetingId}/presenters`;

/** @type {(meetingId: Part, itemId: Part) => PostAddress} */
export const agendaMoveItem = (meetingId, itemId) =>
  postAddress`/m/${meetingId}/agenda/${itemId}/move`;

/** @type {(meetingId: Part) => PostAddress} */
export const annotationsOwnErase = (meetingId) =>
  postAddress`/m/${meetingId}/annotations/erase`;

/** @type {(meetingId: Part) => PostAddress} */
export const annotationsOwnMerge = (meetingId) =>
  postAddress`/m/${meetingId}/annotations`;

/** @type {(meetingId: Part) => GetAddress} */
export const annotationsOwnMine = (meetingId) =>
  getAddress`/m/${meetingId}/annotations`;

/** @type {(meetingId: Part) => PostAddress} */
export const annotationsSharingChoose = (meetingId) =>
  postAddress`/m/${meetingId}/annotations/shares`;

/** @type {(meetingId: Part) => GetAddress} */
export const annotationsSharingChosen = (meetingId) =>
  getAddress`/m/${meetingId}/annotations/shares`;

/** @type {(meetingId: Part) => GetAddress} */
export const annotationsSharingGiven = (meetingId) =>
  getAddress`/m/${meetingId}/annotations/shared`;

/** @type {(meetingId: Part) => GetAddress} */
export const annotationsSharingReaders = (meetingId) =>
  getAddress`/m/${meetingId}/annotations/readers`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const archivingBegin = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/archive`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const archivingState = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/documents/${documentId}/archive/state`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const archivingStop = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/archive/stop`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const archivingTake = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/documents/${documentId}/archive`;

/** @type {(meetingId: Part) => PostAddress} */
export const badgesAddMember = (meetingId) => postAddress`/m/${meetingId}/members`;

/** @type {(meetingId: Part) => GetAddress} */
export const badgesDesk = (meetingId) => getAddress`/m/${meetingId}/desk`;

/** @type {(meetingId: Part, lineId: Part) => PostAddress} */
export const badgesLift = (meetingId, lineId) =>
  postAddress`/m/${meetingId}/desk/${lineId}/lift`;

/** @type {(meetingId: Part, memberId: Part) => PostAddress} */
export const badgesReissueBadge = (meetingId, memberId) =>
  postAddress`/m/${meetingId}/members/${memberId}/badge`;

/** @type {(meetingId: Part, memberId: Part) => PostAddress} */
export const badgesRenewPin = (meetingId, memberId) =>
  postAddress`/m/${meetingId}/members/${memberId}/pin/renew`;

/** @type {(meetingId: Part, memberId: Part) => PostAddress} */
export const badgesRevokeBadge = (meetingId, memberId) =>
  postAddress`/m/${meetingId}/members/${memberId}/badge/revoke`;

/** @type {() => PostAddress} */
export const badgesShowBadge = () => postAddress`/sign-in/badge`;

/** @type {() => GetAddress} */
export const badgesShowIdle = () => getAddress`/`;

/** @type {(meetingId: Part) => GetAddress} */
export const badgesShowPeople = (meetingId) => getAddress`/m/${meetingId}/badges`;

/** @type {(meetingId: Part) => PostAddress} */
export const checkinsAddGate = (meetingId) => postAddress`/m/${meetingId}/gates`;

/** @type {(meetingId: Part) => GetAddress} */
export const checkinsAttendanceChanges = (meetingId) =>
  getAddress`/m/${meetingId}/entrance/news`;

/** @type {(meetingId: Part) => PostAddress} */
export const checkinsBegin = (meetingId) => postAddress`/m/${meetingId}/roll/list`;

/** @type {(meetingId: Part) => GetAddress} */
export const checkinsConflicts = (meetingId) =>
  getAddress`/m/${meetingId}/check-ins/conflicts`;

/** @type {(meetingId: Part, gateId: Part) => PostAddress} */
export const checkinsGateHeartbeat = (meetingId, gateId) =>
  postAddress`/m/${meetingId}/gates/${gateId}/word`;

/** @type {(meetingId: Part) => GetAddress} */
export const checkinsGiveFigures = (meetingId) =>
  getAddress`/m/${meetingId}/roll/figures`;

/** @type {(meetingId: Part) => GetAddress} */
export const checkinsGivePeople = (meetingId) =>
  getAddress`/m/${meetingId}/roll/people`;

/** @type {(meetingId: Part) => PostAddress} */
export const checkinsMark = (meetingId) => postAddress`/m/${meetingId}/attendance`;

/** @type {(meetingId: Part) => GetAddress} */
export const checkinsRoll = (meetingId) => getAddress`/m/${meetingId}/entrance/roll`;

/** @type {(meetingId: Part) => PostAddress} */
export const checkinsSetQuorum = (meetingId) =>
  postAddress`/m/${meetingId}/roll/quorum`;

/** @type {(meetingId: Part, conflictId: Part) => PostAddress} */
export const checkinsSettle = (meetingId, conflictId) =>
  postAddress`/m/${meetingId}/check-ins/conflicts/${conflictId}`;

/** @type {(meetingId: Part) => GetAddress} */
export const checkinsState = (meetingId) => getAddress`/m/${meetingId}/roll/list/state`;

/** @type {(meetingId: Part) => GetAddress} */
export const checkinsTake = (meetingId) => getAddress`/m/${meetingId}/roll/list`;

/** @type {(meetingId: Part) => PostAddress} */
export const checkinsTakeScans = (meetingId) => postAddress`/m/${meetingId}/check-ins`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsHandlingHandle = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/handling`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsHandlingLimit = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/limits`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsPreparingDelete = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/delete`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsPreparingDenyStamp = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/deny-stamp`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsPreparingGoOnRecognising = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/recognition/go-on`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsPreparingMove = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/move`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsPreparingRename = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/rename`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsPreparingRetry = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/retry`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsPreparingStopRecognition = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/recognition/stop`;

/** @type {(meetingId: Part) => PostAddress} */
export const documentsPreparingUpload = (meetingId) =>
  postAddress`/m/${meetingId}/documents`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const documentsPreparingWithdraw = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/withdraw`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const documentsReadingChanges = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/documents/${documentId}/changes`;

/** @type {(meetingId: Part, documentId: Part, sha256: Part) => GetAddress} */
export const documentsReadingImage = (meetingId, documentId, sha256) =>
  getAddress`/m/${meetingId}/documents/${documentId}/images/${sha256}.webp`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const documentsReadingOriginal = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/documents/${documentId}/original`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const documentsReadingPages = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/documents/${documentId}/pages`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const documentsReadingStatus = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/documents/${documentId}/status`;

/** @type {(meetingId: Part, documentId: Part, sha256: Part) => GetAddress} */
export const documentsReadingWords = (meetingId, documentId, sha256) =>
  getAddress`/m/${meetingId}/documents/${documentId}/words/${sha256}.json`;

/** @type {(tabletId: Part, meetingId?: Part | null) => PostAddress} */
export const fleetChange = (tabletId, meetingId = null) =>
  meetingId === null
    ? postAddress`/fleet/tablets/${tabletId}`
    : postAddress`/m/${meetingId}/fleet/tablets/${tabletId}`;

/** @type {() => PostAddress} */
export const fleetClearCache = () => postAddress`/tablet/clean`;

/** @type {(meetingId?: Part | null) => PostAddress} */
export const fleetCommand = (meetingId = null) =>
  meetingId === null
    ? postAddress`/fleet/commands`
    : postAddress`/m/${meetingId}/fleet/commands`;

/** @type {(meetingId?: Part | null) => PostAddress} */
export const fleetEndInviting = (meetingId = null) =>
  meetingId === null
    ? postAddress`/fleet/enrolment/end`
    : postAddress`/m/${meetingId}/fleet/enrolment/end`;

/** @type {() => PostAddress} */
export const fleetEnrol = () => postAddress`/tablet/enrol`;

/** @type {(meetingId?: Part | null) => GetAddress} */
export const fleetFleetState = (meetingId = null) =>
  meetingId === null
    ? getAddress`/fleet/state`
    : getAddress`/m/${meetingId}/fleet/state`;

/** @type {() => PostAddress} */
export const fleetHeartbeat = () => postAddress`/tablet/word`;

/** @type {(tabletId: Part, meetingId?: Part | null) => GetAddress} */
export const fleetHistory = (tabletId, meetingId = null) =>
  meetingId === null
    ? getAddress`/fleet/tablets/${tabletId}/orders`
    : getAddress`/m/${meetingId}/fleet/tablets/${tabletId}/orders`;

/** @type {(meetingId?: Part | null) => PostAddress} */
export const fleetInvite = (meetingId = null) =>
  meetingId === null
    ? postAddress`/fleet/enrolment`
    : postAddress`/m/${meetingId}/fleet/enrolment`;

/** @type {() => PostAddress} */
export const fleetRemoveCookie = () => postAddress`/tablet/leave`;

/** @type {(tabletId: Part, meetingId?: Part | null) => PostAddress} */
export const fleetRevoke = (tabletId, meetingId = null) =>
  meetingId === null
    ? postAddress`/fleet/tablets/${tabletId}/revoke`
    : postAddress`/m/${meetingId}/fleet/tablets/${tabletId}/revoke`;

/** @type {() => GetAddress} */
export const fleetShowEnrolment = () => getAddress`/enrol`;

/** @type {(meetingId: Part, kind: Part) => PostAddress} */
export const handoutsBegin = (meetingId, kind) =>
  postAddress`/m/${meetingId}/handouts/${kind}`;

/** @type {(meetingId: Part, kind: Part) => PostAddress} */
export const handoutsCancel = (meetingId, kind) =>
  postAddress`/m/${meetingId}/handouts/${kind}/cancel`;

/** @type {(meetingId: Part) => PostAddress} */
export const handoutsKeepLogo = (meetingId) =>
  postAddress`/m/${meetingId}/handouts/logo`;

/** @type {(meetingId: Part) => PostAddress} */
export const handoutsRemoveLogo = (meetingId) =>
  postAddress`/m/${meetingId}/handouts/logo/remove`;

/** @type {(meetingId: Part, kind: Part) => GetAddress} */
export const handoutsState = (meetingId, kind) =>
  getAddress`/m/${meetingId}/handouts/${kind}/state`;

/** @type {(meetingId: Part, itemId: Part) => PostAddress} */
export const meetingAdminChangeItem = (meetingId, itemId) =>
  postAddress`/m/${meetingId}/agenda/${itemId}`;

/** @type {(meetingId: Part) => PostAddress} */
export const meetingAdminChangeState = (meetingId) =>
  postAddress`/m/${meetingId}/state`;

/** @type {(meetingId: Part) => PostAddress} */
export const meetingAdminCloneMeeting = (meetingId) =>
  postAddress`/m/${meetingId}/clone`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const meetingAdminPublishDocument = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/publish`;

/** @type {(meetingId: Part, itemId: Part) => PostAddress} */
export const meetingAdminRemoveItem = (meetingId, itemId) =>
  postAddress`/m/${meetingId}/agenda/${itemId}/remove`;

/** @type {(meetingId: Part) => GetAddress} */
export const meetingAdminSecretary = (meetingId) =>
  getAddress`/m/${meetingId}/secretary`;

/** @type {(meetingId: Part) => PostAddress} */
export const meetingsChangeMeeting = (meetingId) =>
  postAddress`/m/${meetingId}/meeting`;

/** @type {() => PostAddress} */
export const meetingsCreateMeeting = () => postAddress`/meetings`;

/** @type {(meetingId: Part) => PostAddress} */
export const notebooksBegin = (meetingId) => postAddress`/m/${meetingId}/notebook`;

/** @type {(meetingId: Part) => GetAddress} */
export const notebooksState = (meetingId) => getAddress`/m/${meetingId}/notebook/state`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const offlineHolders = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/documents/${documentId}/holders`;

/** @type {(meetingId: Part) => GetAddress} */
export const offlineManifest = (meetingId) => getAddress`/m/${meetingId}/offline`;

/** @type {(meetingId: Part) => GetAddress} */
export const offlineRecalls = (meetingId) =>
  getAddress`/m/${meetingId}/offline/recalls`;

/** @type {(meetingId: Part) => PostAddress} */
export const offlineReportHeld = (meetingId) =>
  postAddress`/m/${meetingId}/offline/held`;

/** @type {() => PostAddress} */
export const offlineReportWiped = () => postAddress`/offline/wiped`;

/** @type {() => GetAddress} */
export const offlineServiceWorker = () => getAddress`/service-worker.js`;

/** @type {(meetingId: Part) => PostAddress} */
export const offlineTakeTurn = (meetingId) => postAddress`/m/${meetingId}/offline/turn`;

/** @type {(meetingId: Part) => GetAddress} */
export const opinionsAllOfMeeting = (meetingId) => getAddress`/m/${meetingId}/opinions`;

/** @type {(meetingId: Part) => GetAddress} */
export const opinionsOwn = (meetingId) => getAddress`/m/${meetingId}/opinions/own`;

/** @type {(meetingId: Part, opinionId: Part) => PostAddress} */
export const opinionsReceive = (meetingId, opinionId) =>
  postAddress`/m/${meetingId}/opinions/${opinionId}/received`;

/** @type {(meetingId: Part) => PostAddress} */
export const opinionsSend = (meetingId) => postAddress`/m/${meetingId}/opinions`;

/** @type {(meetingId: Part) => PostAddress} */
export const pagesyncCallItem = (meetingId) =>
  postAddress`/m/${meetingId}/current-item`;

/** @type {(meetingId: Part) => GetAddress} */
export const pagesyncFindLeaders = (meetingId) => getAddress`/m/${meetingId}/leaders`;

/** @type {(meetingId: Part) => PostAddress} */
export const pagesyncGiveLead = (meetingId) => postAddress`/m/${meetingId}/lead`;

/** @type {(meetingId: Part) => PostAddress} */
export const pagesyncTurnPage = (meetingId) => postAddress`/m/${meetingId}/page`;

/** @type {(meetingId: Part) => PostAddress} */
export const peopleExportsStart = (meetingId) =>
  postAddress`/m/${meetingId}/roster/copy`;

/** @type {(meetingId: Part) => GetAddress} */
export const peopleExportsState = (meetingId) =>
  getAddress`/m/${meetingId}/roster/copy/state`;

/** @type {(meetingId: Part) => PostAddress} */
export const peopleImportsChoose = (meetingId) =>
  postAddress`/m/${meetingId}/roster/choice`;

/** @type {(meetingId: Part) => PostAddress} */
export const peopleImportsConfirm = (meetingId) =>
  postAddress`/m/${meetingId}/roster/confirm`;

/** @type {(meetingId: Part) => PostAddress} */
export const peopleImportsDiscard = (meetingId) =>
  postAddress`/m/${meetingId}/roster/discard`;

/** @type {(meetingId: Part) => PostAddress} */
export const peopleImportsUpload = (meetingId) => postAddress`/m/${meetingId}/roster`;

/** @type {(meetingId: Part) => GetAddress} */
export const peoplePreviewState = (meetingId) =>
  getAddress`/m/${meetingId}/roster/state`;

/** @type {(meetingId: Part) => GetAddress} */
export const presenceListTabletsOutOfSync = (meetingId) =>
  getAddress`/m/${meetingId}/presence`;

/** @type {(meetingId: Part) => PostAddress} */
export const presenceReportShown = (meetingId) => postAddress`/m/${meetingId}/shown`;

/** @type {(meetingId: Part) => PostAddress} */
export const printingBegin = (meetingId) => postAddress`/m/${meetingId}/printout`;

/** @type {(meetingId: Part) => GetAddress} */
export const printingState = (meetingId) => getAddress`/m/${meetingId}/printout/state`;

/** @type {(meetingId: Part) => GetAddress} */
export const readingsCounts = (meetingId) => getAddress`/m/${meetingId}/readings`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const readingsNames = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/readings/${documentId}`;

/** @type {(meetingId: Part) => PostAddress} */
export const readingsNote = (meetingId) => postAddress`/m/${meetingId}/readings`;

/** @type {(meetingId: Part) => GetAddress} */
export const screensSnapshot = (meetingId) => getAddress`/m/${meetingId}/snapshot`;

/** @type {() => GetAddress} */
export const screensStart = () => getAddress`/start`;

/** @type {(meetingId: Part) => GetAddress} */
export const screensTablet = (meetingId) => getAddress`/m/${meetingId}/tablet`;

/** @type {(meetingId: Part) => GetAddress} */
export const searchInMeeting = (meetingId) => getAddress`/m/${meetingId}/search`;

/** @type {(meetingId: Part) => PostAddress} */
export const siteOverviewAddSite = (meetingId) => postAddress`/m/${meetingId}/sites`;

/** @type {(meetingId: Part) => GetAddress} */
export const siteOverviewBoard = (meetingId) => getAddress`/m/${meetingId}/sites/board`;

/** @type {(meetingId: Part) => PostAddress} */
export const siteOverviewCallForHelp = (meetingId) =>
  postAddress`/m/${meetingId}/site/help`;

/** @type {(meetingId: Part, siteId: Part) => PostAddress} */
export const siteOverviewChangeSite = (meetingId, siteId) =>
  postAddress`/m/${meetingId}/sites/${siteId}`;

/** @type {(meetingId: Part, siteId: Part) => PostAddress} */
export const siteOverviewHelped = (meetingId, siteId) =>
  postAddress`/m/${meetingId}/sites/${siteId}/helped`;

/** @type {(meetingId: Part) => PostAddress} */
export const siteOverviewNoMoreHelp = (meetingId) =>
  postAddress`/m/${meetingId}/site/helped`;

/** @type {(meetingId: Part) => GetAddress} */
export const siteOverviewOwnBoard = (meetingId) =>
  getAddress`/m/${meetingId}/site/board`;

/** @type {(meetingId: Part) => GetAddress} */
export const siteOverviewOwnPeople = (meetingId) =>
  getAddress`/m/${meetingId}/site/people`;

/** @type {(meetingId: Part, siteId: Part) => GetAddress} */
export const siteOverviewPeople = (meetingId, siteId) =>
  getAddress`/m/${meetingId}/sites/${siteId}/people`;

/** @type {(meetingId: Part, siteId: Part) => PostAddress} */
export const siteOverviewRemoveSite = (meetingId, siteId) =>
  postAddress`/m/${meetingId}/sites/${siteId}/remove`;

/** @type {(meetingId: Part) => PostAddress} */
export const siteOverviewSayReady = (meetingId) =>
  postAddress`/m/${meetingId}/site/ready`;
