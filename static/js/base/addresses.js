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

/** @type {() => GetAddress} */
export const accountsAccessExportState = () => getAddress`/accounts/log/export`;

/** @type {() => PostAddress} */
export const accountsAddAccount = () => postAddress`/accounts`;

/** @type {() => PostAddress} */
export const accountsAddPasskey = () => postAddress`/account/passkeys`;

/** @type {() => PostAddress} */
export const accountsAskForPasskey = () => postAddress`/staff/passkey/ask`;

/** @type {() => PostAddress} */
export const accountsBeginAccessExport = () => postAddress`/accounts/log/export`;

/** @type {() => PostAddress} */
export const accountsBeginOidc = () => postAddress`/staff/oidc/begin`;

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
export const accountsGivePasskey = () => postAddress`/staff/passkey`;

/** @type {() => PostAddress} */
export const accountsLookAtLink = () => postAddress`/setup/look`;

/** @type {() => PostAddress} */
export const accountsOfferPasskey = () => postAddress`/account/passkeys/offer`;

/** @type {(passkeyId: Part) => PostAddress} */
export const accountsRemovePasskey = (passkeyId) =>
  postAddress`/account/passkeys/${passkeyId}/remove`;

/** @type {(accountId: Part, passkeyId: Part) => PostAddress} */
export const accountsRemovePasskeyOf = (accountId, passkeyId) =>
  postAddress`/accounts/${accountId}/passkeys/${passkeyId}/remove`;

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
export const accountsSignInByOidc = () => postAddress`/staff/oidc`;

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

/** @type {(meetingId: Part) => PostAddress} */
export const agendaImportsAdd = (meetingId) =>
  postAddress`/m/${meetingId}/agenda-import/items`;

/** @type {(meetingId: Part) => GetAddress} */
export const agendaImportsFileState = (meetingId) =>
  getAddress`/m/${meetingId}/agenda-import/file`;

/** @type {(meetingId: Part) => PostAddress} */
export const agendaImportsPreview = (meetingId) =>
  postAddress`/m/${meetingId}/agenda-import/preview`;

/** @type {(meetingId: Part) => PostAddress} */
export const agendaImportsUpload = (meetingId) =>
  postAddress`/m/${meetingId}/agenda-import/file`;

/** @type {(meetingId: Part, itemId: Part) => PostAddress} */
export const agendaMoveItem = (meetingId, itemId) =>
  postAddress`/m/${meetingId}/agenda/${itemId}/move`;

/** @type {(meetingId: Part, templateId: Part) => PostAddress} */
export const agendaTemplatesRemove = (meetingId, templateId) =>
  postAddress`/m/${meetingId}/agenda-templates/${templateId}/remove`;

/** @type {(meetingId: Part) => PostAddress} */
export const agendaTemplatesSave = (meetingId) =>
  postAddress`/m/${meetingId}/agenda-templates`;

/** @type {(meetingId: Part) => GetAddress} */
export const agendaTemplatesUsable = (meetingId) =>
  getAddress`/m/${meetingId}/agenda-templates`;

/** @type {(meetingId: Part, templateId: Part) => PostAddress} */
export const agendaTemplatesUse = (meetingId, templateId) =>
  postAddress`/m/${meetingId}/agenda-templates/${templateId}/use`;

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

/** @type {(meetingId: Part) => GetAddress} */
export const announcementsMade = (meetingId) =>
  getAddress`/m/${meetingId}/announcements`;

/** @type {(meetingId: Part) => PostAddress} */
export const announcementsMake = (meetingId) =>
  postAddress`/m/${meetingId}/announcements`;

/** @type {(meetingId: Part) => GetAddress} */
export const announcementsMine = (meetingId) =>
  getAddress`/m/${meetingId}/announcements/mine`;

/** @type {(meetingId: Part, announcementId: Part) => PostAddress} */
export const announcementsWithdraw = (meetingId, announcementId) =>
  postAddress`/m/${meetingId}/announcements/${announcementId}/withdraw`;

/** @type {() => PostAddress} */
export const apiTokensMake = () => postAddress`/api-tokens`;

/** @type {(tokenId: Part) => PostAddress} */
export const apiTokensRevoke = (tokenId) => postAddress`/api-tokens/${tokenId}/revoke`;

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

/** @type {(meetingId: Part) => PostAddress} */
export const conclusionsAdd = (meetingId) => postAddress`/m/${meetingId}/conclusions`;

/** @type {(meetingId: Part, conclusionId: Part) => PostAddress} */
export const conclusionsChange = (meetingId, conclusionId) =>
  postAddress`/m/${meetingId}/conclusions/${conclusionId}`;

/** @type {(meetingId: Part) => PostAddress} */
export const conclusionsIssue = (meetingId) =>
  postAddress`/m/${meetingId}/conclusions/issue`;

/** @type {(meetingId: Part, conclusionId: Part) => PostAddress} */
export const conclusionsMove = (meetingId, conclusionId) =>
  postAddress`/m/${meetingId}/conclusions/${conclusionId}/move`;

/** @type {(meetingId: Part, conclusionId: Part) => PostAddress} */
export const conclusionsRemove = (meetingId, conclusionId) =>
  postAddress`/m/${meetingId}/conclusions/${conclusionId}/remove`;

/** @type {(meetingId: Part) => PostAddress} */
export const conclusionsReopen = (meetingId) =>
  postAddress`/m/${meetingId}/conclusions/reopen`;

/** @type {(meetingId: Part) => PostAddress} */
export const consultationsAdd = (meetingId) =>
  postAddress`/m/${meetingId}/consultations`;

/** @type {(meetingId: Part, consultationId: Part) => PostAddress} */
export const consultationsAnswer = (meetingId, consultationId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/answer`;

/** @type {() => PostAddress} */
export const consultationsAnswerOfLink = () => postAddress`/consultation/answer`;

/** @type {(meetingId: Part, consultationId: Part, family: Part) => PostAddress} */
export const consultationsBeginRecord = (meetingId, consultationId, family) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/record/${family}`;

/** @type {(meetingId: Part, consultationId: Part) => PostAddress} */
export const consultationsChange = (meetingId, consultationId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}`;

/** @type {(meetingId: Part, consultationId: Part) => PostAddress} */
export const consultationsClose = (meetingId, consultationId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/close`;

/** @type {(documentId: Part) => PostAddress} */
export const consultationsDocumentOfLink = (documentId) =>
  postAddress`/consultation/documents/${documentId}`;

/** @type {(meetingId: Part, consultationId: Part, recipientId: Part) => PostAddress} */
export const consultationsEnterAnswer = (meetingId, consultationId, recipientId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/recipients/${recipientId}/answer`;

/** @type {(meetingId: Part, consultationId: Part, recipientId: Part) => PostAddress} */
export const consultationsLink = (meetingId, consultationId, recipientId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/recipients/${recipientId}/link`;

/** @type {(meetingId: Part, consultationId: Part) => PostAddress} */
export const consultationsMoveDeadline = (meetingId, consultationId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/deadline`;

/** @type {(meetingId: Part, consultationId: Part, family: Part) => GetAddress} */
export const consultationsRecordState = (meetingId, consultationId, family) =>
  getAddress`/m/${meetingId}/consultations/${consultationId}/record/${family}/state`;

/** @type {(meetingId: Part, consultationId: Part) => PostAddress} */
export const consultationsRemind = (meetingId, consultationId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/remind`;

/** @type {(meetingId: Part, consultationId: Part) => PostAddress} */
export const consultationsRemove = (meetingId, consultationId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/remove`;

/** @type {(meetingId: Part, consultationId: Part) => PostAddress} */
export const consultationsSend = (meetingId, consultationId) =>
  postAddress`/m/${meetingId}/consultations/${consultationId}/send`;

/** @type {(meetingId: Part, consultationId: Part) => GetAddress} */
export const consultationsSheet = (meetingId, consultationId) =>
  getAddress`/m/${meetingId}/consultations/${consultationId}/answer/sheet`;

/** @type {() => PostAddress} */
export const consultationsSheetOfLink = () => postAddress`/consultation/sheet`;

/** @type {(meetingId: Part, consultationId: Part) => GetAddress} */
export const consultationsShow = (meetingId, consultationId) =>
  getAddress`/m/${meetingId}/consultations/${consultationId}`;

/** @type {(meetingId: Part) => GetAddress} */
export const consultationsShowAll = (meetingId) =>
  getAddress`/m/${meetingId}/consultations`;

/** @type {(meetingId: Part, consultationId: Part, documentId: Part) => GetAddress} */
export const consultationsTakeDocument = (meetingId, consultationId, documentId) =>
  getAddress`/m/${meetingId}/consultations/${consultationId}/answer/documents/${documentId}`;

/** @type {(meetingId: Part, consultationId: Part, family: Part) => GetAddress} */
export const consultationsTakeRecord = (meetingId, consultationId, family) =>
  getAddress`/m/${meetingId}/consultations/${consultationId}/record/${family}`;

/** @type {(meetingId: Part) => PostAddress} */
export const controlTokensMake = (meetingId) =>
  postAddress`/m/${meetingId}/control/tokens`;

/** @type {(meetingId: Part, tokenId: Part) => PostAddress} */
export const controlTokensRevoke = (meetingId, tokenId) =>
  postAddress`/m/${meetingId}/control/tokens/${tokenId}/revoke`;

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

/** @type {(meetingId: Part, sha256: Part) => PostAddress} */
export const hallScreensFilesRemove = (meetingId, sha256) =>
  postAddress`/m/${meetingId}/screens/media/${sha256}/delete`;

/** @type {(meetingId: Part, sha256: Part) => GetAddress} */
export const hallScreensFilesTake = (meetingId, sha256) =>
  getAddress`/m/${meetingId}/screens/media/${sha256}`;

/** @type {(meetingId: Part) => PostAddress} */
export const hallScreensFilesUpload = (meetingId) =>
  postAddress`/m/${meetingId}/screens/media`;

/** @type {(meetingId: Part) => GetAddress} */
export const hallScreensHallFacts = (meetingId) =>
  getAddress`/m/${meetingId}/screens/hall`;

/** @type {(meetingId: Part) => GetAddress} */
export const hallScreensHallSignInCode = (meetingId) =>
  getAddress`/m/${meetingId}/screens/sign-in.svg`;

/** @type {(meetingId: Part) => PostAddress} */
export const hallScreensOperatorAdd = (meetingId) =>
  postAddress`/m/${meetingId}/screens`;

/** @type {(meetingId: Part) => GetAddress} */
export const hallScreensOperatorHistory = (meetingId) =>
  getAddress`/m/${meetingId}/screens/history`;

/** @type {(meetingId: Part, screenId: Part) => PostAddress} */
export const hallScreensOperatorQueue = (meetingId, screenId) =>
  postAddress`/m/${meetingId}/screens/${screenId}/queue`;

/** @type {(meetingId: Part, screenId: Part) => PostAddress} */
export const hallScreensOperatorRemove = (meetingId, screenId) =>
  postAddress`/m/${meetingId}/screens/${screenId}/delete`;

/** @type {(meetingId: Part, screenId: Part) => PostAddress} */
export const hallScreensOperatorRename = (meetingId, screenId) =>
  postAddress`/m/${meetingId}/screens/${screenId}`;

/** @type {(meetingId: Part) => PostAddress} */
export const hallScreensOperatorSetWelcome = (meetingId) =>
  postAddress`/m/${meetingId}/screens/welcome`;

/** @type {(meetingId: Part, screenId: Part) => PostAddress} */
export const hallScreensOperatorShowScene = (meetingId, screenId) =>
  postAddress`/m/${meetingId}/screens/${screenId}/show`;

/** @type {(meetingId: Part, screenId: Part) => PostAddress} */
export const hallScreensOperatorTake = (meetingId, screenId) =>
  postAddress`/m/${meetingId}/screens/${screenId}/take`;

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

/** @type {() => PostAddress} */
export const invitationsAnswer = () => postAddress`/rsvp/answer`;

/** @type {() => PostAddress} */
export const invitationsOpenPersonal = () => postAddress`/rsvp/open`;

/** @type {(meetingId: Part) => PostAddress} */
export const invitationsPaste = (meetingId) =>
  postAddress`/m/${meetingId}/invitations/contacts`;

/** @type {(meetingId: Part) => PostAddress} */
export const invitationsRemind = (meetingId) =>
  postAddress`/m/${meetingId}/invitations/remind`;

/** @type {(meetingId: Part) => PostAddress} */
export const invitationsSend = (meetingId) =>
  postAddress`/m/${meetingId}/invitations/send`;

/** @type {(meetingId: Part, memberId: Part) => PostAddress} */
export const invitationsSetContact = (meetingId, memberId) =>
  postAddress`/m/${meetingId}/invitations/contacts/${memberId}`;

/** @type {() => PostAddress} */
export const issuedDocumentsBookBegin = () => postAddress`/issued/book`;

/** @type {() => GetAddress} */
export const issuedDocumentsBookState = () => getAddress`/issued/book`;

/** @type {(deliveryId: Part) => PostAddress} */
export const issuedDocumentsInboxOpenReceived = (deliveryId) =>
  postAddress`/inbox/${deliveryId}/opened`;

/** @type {(issuedId: Part) => PostAddress} */
export const issuedDocumentsIssuingIssue = (issuedId) =>
  postAddress`/issued/${issuedId}/issue`;

/** @type {(issuedId: Part) => PostAddress} */
export const issuedDocumentsIssuingRecall = (issuedId) =>
  postAddress`/issued/${issuedId}/recall`;

/** @type {(issuedId: Part) => PostAddress} */
export const issuedDocumentsIssuingRemind = (issuedId) =>
  postAddress`/issued/${issuedId}/remind`;

/** @type {(issuedId: Part) => PostAddress} */
export const issuedDocumentsIssuingSend = (issuedId) =>
  postAddress`/issued/${issuedId}/send`;

/** @type {(issuedId: Part) => GetAddress} */
export const issuedDocumentsIssuingState = (issuedId) =>
  getAddress`/issued/${issuedId}/state`;

/** @type {(issuedId: Part) => PostAddress} */
export const issuedDocumentsIssuingUpload = (issuedId) =>
  postAddress`/issued/${issuedId}/file`;

/** @type {(issuedId: Part) => PostAddress} */
export const issuedDocumentsRegisterChange = (issuedId) =>
  postAddress`/issued/${issuedId}`;

/** @type {(issuedId: Part) => PostAddress} */
export const issuedDocumentsRegisterGiveUp = (issuedId) =>
  postAddress`/issued/${issuedId}/give-up`;

/** @type {() => PostAddress} */
export const issuedDocumentsRegisterReserve = () => postAddress`/issued`;

/** @type {(issuedId: Part) => GetAddress} */
export const issuedDocumentsRegisterShowDocument = (issuedId) =>
  getAddress`/issued/${issuedId}`;

/** @type {(meetingId: Part, itemId: Part) => PostAddress} */
export const meetingAdminChangeItem = (meetingId, itemId) =>
  postAddress`/m/${meetingId}/agenda/${itemId}`;

/** @type {(meetingId: Part) => PostAddress} */
export const meetingAdminChangeState = (meetingId) =>
  postAddress`/m/${meetingId}/state`;

/** @type {(meetingId: Part) => PostAddress} */
export const meetingAdminCloneMeeting = (meetingId) =>
  postAddress`/m/${meetingId}/clone`;

/** @type {(meetingId: Part, itemId: Part) => PostAddress} */
export const meetingAdminMoveItemToMeeting = (meetingId, itemId) =>
  postAddress`/m/${meetingId}/agenda/${itemId}/move-to`;

/** @type {(meetingId: Part, documentId: Part) => PostAddress} */
export const meetingAdminPublishDocument = (meetingId, documentId) =>
  postAddress`/m/${meetingId}/documents/${documentId}/publish`;

/** @type {(meetingId: Part, itemId: Part) => PostAddress} */
export const meetingAdminRemoveItem = (meetingId, itemId) =>
  postAddress`/m/${meetingId}/agenda/${itemId}/remove`;

/** @type {(meetingId: Part) => GetAddress} */
export const meetingAdminSecretary = (meetingId) =>
  getAddress`/m/${meetingId}/secretary`;

/** @type {(meetingId: Part) => GetAddress} */
export const meetingAdminTargets = (meetingId) =>
  getAddress`/m/${meetingId}/agenda/targets`;

/** @type {(meetingId: Part) => PostAddress} */
export const meetingArchiveBegin = (meetingId) => postAddress`/m/${meetingId}/archive`;

/** @type {(meetingId: Part) => GetAddress} */
export const meetingArchiveState = (meetingId) =>
  getAddress`/m/${meetingId}/archive/state`;

/** @type {(meetingId: Part) => PostAddress} */
export const meetingArchiveStop = (meetingId) =>
  postAddress`/m/${meetingId}/archive/stop`;

/** @type {(meetingId: Part, family: Part, name: Part) => PostAddress} */
export const meetingPapersBegin = (meetingId, family, name) =>
  postAddress`/m/${meetingId}/meeting-papers/${family}/${name}`;

/** @type {(meetingId: Part, family: Part, name: Part) => PostAddress} */
export const meetingPapersCancel = (meetingId, family, name) =>
  postAddress`/m/${meetingId}/meeting-papers/${family}/${name}/cancel`;

/** @type {(meetingId: Part, family: Part, name: Part) => GetAddress} */
export const meetingPapersState = (meetingId, family, name) =>
  getAddress`/m/${meetingId}/meeting-papers/${family}/${name}/state`;

/** @type {(meetingId: Part, family: Part, name: Part) => GetAddress} */
export const meetingPapersTake = (meetingId, family, name) =>
  getAddress`/m/${meetingId}/meeting-papers/${family}/${name}`;

/** @type {(meetingId: Part) => PostAddress} */
export const meetingsChangeMeeting = (meetingId) =>
  postAddress`/m/${meetingId}/meeting`;

/** @type {() => PostAddress} */
export const meetingsCreateMeeting = () => postAddress`/meetings`;

/** @type {(meetingId: Part, minutesId: Part, signedId: Part) => GetAddress} */
export const minutesFilesSigned = (meetingId, minutesId, signedId) =>
  getAddress`/m/${meetingId}/minutes/${minutesId}/signed/${signedId}`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesFilesUpload = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/signed`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesIssuingIssue = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/issue`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesPrintoutBegin = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/printout`;

/** @type {(meetingId: Part, minutesId: Part) => GetAddress} */
export const minutesPrintoutState = (meetingId, minutesId) =>
  getAddress`/m/${meetingId}/minutes/${minutesId}/printout/state`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesReviewAnswer = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/answer`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesReviewComment = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/comments`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesReviewMove = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/state`;

/** @type {(meetingId: Part, minutesId: Part, commentId: Part) => PostAddress} */
export const minutesReviewResolve = (meetingId, minutesId, commentId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/comments/${commentId}/resolved`;

/** @type {(meetingId: Part, minutesId: Part) => GetAddress} */
export const minutesReviewReviewers = (meetingId, minutesId) =>
  getAddress`/m/${meetingId}/minutes/${minutesId}/reviewers`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesReviewSend = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/send`;

/** @type {(meetingId: Part) => PostAddress} */
export const minutesScreensBegin = (meetingId) => postAddress`/m/${meetingId}/minutes`;

/** @type {(meetingId: Part, minutesId: Part) => GetAddress} */
export const minutesScreensShow = (meetingId, minutesId) =>
  getAddress`/m/${meetingId}/minutes/${minutesId}`;

/** @type {(meetingId: Part, minutesId: Part) => GetAddress} */
export const minutesScreensStatus = (meetingId, minutesId) =>
  getAddress`/m/${meetingId}/minutes/${minutesId}/status`;

/** @type {(meetingId: Part, minutesId: Part) => GetAddress} */
export const minutesTextDocument = (meetingId, minutesId) =>
  getAddress`/m/${meetingId}/minutes/${minutesId}/document`;

/** @type {(meetingId: Part, minutesId: Part) => GetAddress} */
export const minutesTextFacts = (meetingId, minutesId) =>
  getAddress`/m/${meetingId}/minutes/${minutesId}/facts`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesTextRefreshFacts = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/facts`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesTextSync = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/sync`;

/** @type {(meetingId: Part, minutesId: Part, versionId: Part) => GetAddress} */
export const minutesVersionsChanges = (meetingId, minutesId, versionId) =>
  getAddress`/m/${meetingId}/minutes/${minutesId}/versions/${versionId}/changes`;

/** @type {(meetingId: Part, minutesId: Part) => PostAddress} */
export const minutesVersionsKeep = (meetingId, minutesId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/versions`;

/** @type {(meetingId: Part, minutesId: Part, versionId: Part) => PostAddress} */
export const minutesVersionsRestore = (meetingId, minutesId, versionId) =>
  postAddress`/m/${meetingId}/minutes/${minutesId}/versions/${versionId}/restore`;

/** @type {(meetingId: Part) => PostAddress} */
export const notebooksBegin = (meetingId) => postAddress`/m/${meetingId}/notebook`;

/** @type {(meetingId: Part) => GetAddress} */
export const notebooksState = (meetingId) => getAddress`/m/${meetingId}/notebook/state`;

/** @type {() => PostAddress} */
export const noticesAdminAddWebhook = () => postAddress`/notices/admin/webhooks`;

/** @type {(webhookId: Part) => PostAddress} */
export const noticesAdminPause = (webhookId) =>
  postAddress`/notices/admin/webhooks/${webhookId}/pause`;

/** @type {(webhookId: Part) => PostAddress} */
export const noticesAdminRemove = (webhookId) =>
  postAddress`/notices/admin/webhooks/${webhookId}/remove`;

/** @type {(webhookCallId: Part) => PostAddress} */
export const noticesAdminReplay = (webhookCallId) =>
  postAddress`/notices/admin/webhooks/calls/${webhookCallId}/replay`;

/** @type {(mailId: Part) => PostAddress} */
export const noticesAdminRetry = (mailId) =>
  postAddress`/notices/admin/mails/${mailId}/retry`;

/** @type {() => PostAddress} */
export const noticesAdminSendTest = () => postAddress`/notices/admin/test`;

/** @type {() => PostAddress} */
export const noticesOwnRead = () => postAddress`/notices/read`;

/** @type {() => PostAddress} */
export const noticesUnsubscribingUnsubscribe = () => postAddress`/unsubscribe`;

/** @type {(family: Part) => PostAddress} */
export const officialPapersPreview = (family) =>
  postAddress`/official-papers/${family}/preview`;

/** @type {(family: Part) => PostAddress} */
export const officialPapersSaveOffice = (family) =>
  postAddress`/official-papers/${family}`;

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
export const pagesyncReturnToPreviousItem = (meetingId) =>
  postAddress`/m/${meetingId}/current-item/undo`;

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

/** @type {() => PostAddress} */
export const personalDataBegin = () => postAddress`/personal-data/export`;

/** @type {() => PostAddress} */
export const personalDataErase = () => postAddress`/personal-data/erase`;

/** @type {() => GetAddress} */
export const personalDataShow = () => getAddress`/personal-data`;

/** @type {() => GetAddress} */
export const personalDataState = () => getAddress`/personal-data/export`;

/** @type {(meetingId: Part) => GetAddress} */
export const presenceListTabletsOutOfSync = (meetingId) =>
  getAddress`/m/${meetingId}/presence`;

/** @type {(meetingId: Part) => PostAddress} */
export const presenceReportShown = (meetingId) => postAddress`/m/${meetingId}/shown`;

/** @type {(meetingId: Part) => PostAddress} */
export const printingBegin = (meetingId) => postAddress`/m/${meetingId}/printout`;

/** @type {(meetingId: Part) => GetAddress} */
export const printingState = (meetingId) => getAddress`/m/${meetingId}/printout/state`;

/** @type {(meetingId: Part) => PostAddress} */
export const publicPagesChoose = (meetingId) => postAddress`/m/${meetingId}/public`;

/** @type {(issuedId: Part) => PostAddress} */
export const publicPagesChooseIssued = (issuedId) =>
  postAddress`/issued/${issuedId}/public`;

/** @type {(meetingId: Part) => GetAddress} */
export const readingsCounts = (meetingId) => getAddress`/m/${meetingId}/readings`;

/** @type {(meetingId: Part, documentId: Part) => GetAddress} */
export const readingsNames = (meetingId, documentId) =>
  getAddress`/m/${meetingId}/readings/${documentId}`;

/** @type {(meetingId: Part) => PostAddress} */
export const readingsNote = (meetingId) => postAddress`/m/${meetingId}/readings`;

/** @type {(meetingId: Part) => PostAddress} */
export const recordCheckNow = (meetingId) => postAddress`/m/${meetingId}/record/check`;

/** @type {(meetingId: Part) => GetAddress} */
export const recordShowCheck = (meetingId) => getAddress`/m/${meetingId}/record/check`;

/** @type {() => PostAddress} */
export const retentionBeginPlan = () => postAddress`/retention/plan`;

/** @type {() => PostAddress} */
export const retentionConfirm = () => postAddress`/retention/apply`;

/** @type {() => GetAddress} */
export const retentionPlanState = () => getAddress`/retention/plan`;

/** @type {(meetingId: Part) => PostAddress} */
export const retentionSetMonths = (meetingId) => postAddress`/retention/m/${meetingId}`;

/** @type {() => GetAddress} */
export const screensHealthz = () => getAddress`/healthz`;

/** @type {(meetingId: Part) => GetAddress} */
export const screensSnapshot = (meetingId) => getAddress`/m/${meetingId}/snapshot`;

/** @type {(meetingId: Part, part: Part) => GetAddress} */
export const screensSnapshotPart = (meetingId, part) =>
  getAddress`/m/${meetingId}/snapshot/${part}`;

/** @type {() => GetAddress} */
export const screensStart = () => getAddress`/start`;

/** @type {(meetingId: Part) => GetAddress} */
export const screensTablet = (meetingId) => getAddress`/m/${meetingId}/tablet`;

/** @type {(meetingId: Part) => GetAddress} */
export const screensWall = (meetingId) => getAddress`/m/${meetingId}/wall`;

/** @type {(meetingId: Part, itemId: Part) => PostAddress} */
export const scriptNotesWriteNote = (meetingId, itemId) =>
  postAddress`/m/${meetingId}/script-notes/${itemId}`;

/** @type {(meetingId: Part) => GetAddress} */
export const searchInMeeting = (meetingId) => getAddress`/m/${meetingId}/search`;

/** @type {(meetingId: Part) => GetAddress} */
export const serviceCallsBoard = (meetingId) =>
  getAddress`/m/${meetingId}/service-calls/board`;

/** @type {(meetingId: Part, callId: Part) => PostAddress} */
export const serviceCallsCancel = (meetingId, callId) =>
  postAddress`/m/${meetingId}/service-calls/${callId}/cancel`;

/** @type {(meetingId: Part, callId: Part) => PostAddress} */
export const serviceCallsFinish = (meetingId, callId) =>
  postAddress`/m/${meetingId}/service-calls/${callId}/done`;

/** @type {(meetingId: Part) => PostAddress} */
export const serviceCallsMake = (meetingId) =>
  postAddress`/m/${meetingId}/service-calls`;

/** @type {(meetingId: Part) => GetAddress} */
export const serviceCallsMine = (meetingId) =>
  getAddress`/m/${meetingId}/service-calls/mine`;

/** @type {(meetingId: Part, callId: Part) => PostAddress} */
export const serviceCallsTake = (meetingId, callId) =>
  postAddress`/m/${meetingId}/service-calls/${callId}/take`;

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

/** @type {(meetingId: Part) => PostAddress} */
export const speakingAsk = (meetingId) => postAddress`/m/${meetingId}/floor/requests`;

/** @type {(meetingId: Part) => PostAddress} */
export const speakingAskQuestion = (meetingId) =>
  postAddress`/m/${meetingId}/floor/questions`;

/** @type {(meetingId: Part, requestId: Part) => PostAddress} */
export const speakingAttachDocument = (meetingId, requestId) =>
  postAddress`/m/${meetingId}/floor/requests/${requestId}/document`;

/** @type {(meetingId: Part) => PostAddress} */
export const speakingBeginExport = (meetingId) =>
  postAddress`/m/${meetingId}/floor/export`;

/** @type {(meetingId: Part) => PostAddress} */
export const speakingEnd = (meetingId) => postAddress`/m/${meetingId}/floor/end`;

/** @type {(meetingId: Part) => GetAddress} */
export const speakingExportState = (meetingId) =>
  getAddress`/m/${meetingId}/floor/export`;

/** @type {(meetingId: Part) => GetAddress} */
export const speakingFindPeople = (meetingId) =>
  getAddress`/m/${meetingId}/floor/people`;

/** @type {(meetingId: Part, requestId: Part) => PostAddress} */
export const speakingGive = (meetingId, requestId) =>
  postAddress`/m/${meetingId}/floor/requests/${requestId}/give`;

/** @type {(meetingId: Part) => PostAddress} */
export const speakingGiveBack = (meetingId) =>
  postAddress`/m/${meetingId}/floor/return`;

/** @type {(meetingId: Part) => PostAddress} */
export const speakingInterrupt = (meetingId) =>
  postAddress`/m/${meetingId}/floor/interrupt`;

/** @type {(meetingId: Part) => GetAddress} */
export const speakingMine = (meetingId) => getAddress`/m/${meetingId}/floor/mine`;

/** @type {(meetingId: Part, requestId: Part) => PostAddress} */
export const speakingMove = (meetingId, requestId) =>
  postAddress`/m/${meetingId}/floor/requests/${requestId}/move`;

/** @type {(meetingId: Part, requestId: Part) => PostAddress} */
export const speakingRecall = (meetingId, requestId) =>
  postAddress`/m/${meetingId}/floor/requests/${requestId}/recall`;

/** @type {(meetingId: Part) => GetAddress} */
export const speakingRequests = (meetingId) =>
  getAddress`/m/${meetingId}/floor/requests`;

/** @type {(meetingId: Part) => PostAddress} */
export const speakingSetBudget = (meetingId) =>
  postAddress`/m/${meetingId}/floor/budgets`;

/** @type {(meetingId: Part) => PostAddress} */
export const speakingSetList = (meetingId) => postAddress`/m/${meetingId}/floor/list`;

/** @type {(meetingId: Part) => PostAddress} */
export const speakingSetSettings = (meetingId) =>
  postAddress`/m/${meetingId}/floor/settings`;

/** @type {(meetingId: Part) => GetAddress} */
export const speakingSettings = (meetingId) =>
  getAddress`/m/${meetingId}/floor/settings`;

/** @type {(meetingId: Part, requestId: Part) => PostAddress} */
export const speakingSkip = (meetingId, requestId) =>
  postAddress`/m/${meetingId}/floor/requests/${requestId}/skip`;

/** @type {(meetingId: Part) => GetAddress} */
export const speakingStatistics = (meetingId) =>
  getAddress`/m/${meetingId}/floor/statistics`;

/** @type {(meetingId: Part, questionId: Part) => PostAddress} */
export const speakingStepQuestion = (meetingId, questionId) =>
  postAddress`/m/${meetingId}/floor/questions/${questionId}/step`;

/** @type {(meetingId: Part) => GetAddress} */
export const speakingTakeExport = (meetingId) =>
  getAddress`/m/${meetingId}/floor/export/file`;

/** @type {(meetingId: Part, requestId: Part) => PostAddress} */
export const speakingWithdraw = (meetingId, requestId) =>
  postAddress`/m/${meetingId}/floor/requests/${requestId}/withdraw`;

/** @type {(surveyId: Part, question: Part) => PostAddress} */
export const surveyResultsAddGroup = (surveyId, question) =>
  postAddress`/surveys/${surveyId}/results/texts/${question}/groups`;

/** @type {(surveyId: Part, name: Part) => PostAddress} */
export const surveyResultsBeginFile = (surveyId, name) =>
  postAddress`/surveys/${surveyId}/results/files/${name}`;

/** @type {(surveyId: Part) => PostAddress} */
export const surveyResultsCount = (surveyId) =>
  postAddress`/surveys/${surveyId}/results/count`;

/** @type {(surveyId: Part, name: Part) => GetAddress} */
export const surveyResultsFileState = (surveyId, name) =>
  getAddress`/surveys/${surveyId}/results/files/${name}/state`;

/** @type {(surveyId: Part, question: Part) => PostAddress} */
export const surveyResultsMoveTexts = (surveyId, question) =>
  postAddress`/surveys/${surveyId}/results/texts/${question}/move`;

/** @type {(surveyId: Part, groupId: Part) => PostAddress} */
export const surveyResultsRemoveGroup = (surveyId, groupId) =>
  postAddress`/surveys/${surveyId}/results/groups/${groupId}/remove`;

/** @type {(surveyId: Part, groupId: Part) => PostAddress} */
export const surveyResultsRenameGroup = (surveyId, groupId) =>
  postAddress`/surveys/${surveyId}/results/groups/${groupId}`;

/** @type {(surveyId: Part) => GetAddress} */
export const surveyResultsShow = (surveyId) => getAddress`/surveys/${surveyId}/results`;

/** @type {(surveyId: Part) => GetAddress} */
export const surveyResultsState = (surveyId) =>
  getAddress`/surveys/${surveyId}/results/state`;

/** @type {(surveyId: Part, name: Part) => GetAddress} */
export const surveyResultsTakeFile = (surveyId, name) =>
  getAddress`/surveys/${surveyId}/results/files/${name}`;

/** @type {(surveyId: Part) => PostAddress} */
export const surveysClose = (surveyId) => postAddress`/surveys/${surveyId}/close`;

/** @type {(surveyId: Part) => GetAddress} */
export const surveysEdit = (surveyId) => getAddress`/surveys/${surveyId}`;

/** @type {(surveyId: Part) => PostAddress} */
export const surveysInvite = (surveyId) =>
  postAddress`/surveys/${surveyId}/invitations`;

/** @type {() => PostAddress} */
export const surveysMake = () => postAddress`/surveys`;

/** @type {(meetingId: Part) => PostAddress} */
export const surveysMakeInMeeting = (meetingId) => postAddress`/m/${meetingId}/surveys`;

/** @type {(surveyId: Part) => PostAddress} */
export const surveysOpen = (surveyId) => postAddress`/surveys/${surveyId}/open`;

/** @type {(surveyId: Part) => PostAddress} */
export const surveysRemove = (surveyId) => postAddress`/surveys/${surveyId}/remove`;

/** @type {(surveyId: Part) => PostAddress} */
export const surveysSave = (surveyId) => postAddress`/surveys/${surveyId}`;

/** @type {(code: Part) => PostAddress} */
export const surveysSend = (code) => postAddress`/s/${code}/answers`;

/** @type {(surveyId: Part) => PostAddress} */
export const surveysSetTime = (surveyId) =>
  postAddress`/surveys/${surveyId}/closing-time`;

/** @type {(code: Part) => GetAddress} */
export const surveysShowForm = (code) => getAddress`/s/${code}`;

/** @type {(meetingId: Part) => GetAddress} */
export const surveysShowOpen = (meetingId) => getAddress`/m/${meetingId}/surveys/open`;

/** @type {(code: Part) => GetAddress} */
export const surveysShowThanks = (code) => getAddress`/s/${code}/thanks`;

/** @type {(taskId: Part) => PostAddress} */
export const tasksAct = (taskId) => postAddress`/tasks/${taskId}/act`;

/** @type {() => PostAddress} */
export const tasksApplyList = () => postAddress`/tasks/import/apply`;

/** @type {(meetingId: Part) => PostAddress} */
export const tasksCarry = (meetingId) => postAddress`/m/${meetingId}/tasks/carry`;

/** @type {(taskId: Part) => PostAddress} */
export const tasksChange = (taskId) => postAddress`/tasks/${taskId}`;

/** @type {(accountId: Part) => PostAddress} */
export const tasksChangeSupervisor = (accountId) =>
  postAddress`/tasks/supervisors/${accountId}`;

/** @type {() => PostAddress} */
export const tasksMake = () => postAddress`/tasks`;

/** @type {(meetingId: Part) => PostAddress} */
export const tasksMakeFromConclusions = (meetingId) =>
  postAddress`/m/${meetingId}/tasks`;

/** @type {() => GetAddress} */
export const tasksPreviewList = () => getAddress`/tasks/import/file`;

/** @type {() => PostAddress} */
export const tasksRenewFeed = () => postAddress`/tasks/calendar`;

/** @type {(meetingId: Part) => GetAddress} */
export const tasksShowCarrying = (meetingId) => getAddress`/m/${meetingId}/tasks/carry`;

/** @type {() => GetAddress} */
export const tasksShowExport = () => getAddress`/tasks/export`;

/** @type {() => GetAddress} */
export const tasksShowList = () => getAddress`/tasks`;

/** @type {() => PostAddress} */
export const tasksStartExport = () => postAddress`/tasks/export`;

/** @type {(taskId: Part) => PostAddress} */
export const tasksUpload = (taskId) => postAddress`/tasks/${taskId}/files`;

/** @type {() => PostAddress} */
export const tasksUploadList = () => postAddress`/tasks/import/file`;

/** @type {() => GetAddress} */
export const timersClockNow = () => getAddress`/clock`;

/** @type {(meetingId: Part, timerId: Part) => PostAddress} */
export const timersExtend = (meetingId, timerId) =>
  postAddress`/m/${meetingId}/timers/${timerId}/extend`;

/** @type {(meetingId: Part, timerId: Part) => PostAddress} */
export const timersPause = (meetingId, timerId) =>
  postAddress`/m/${meetingId}/timers/${timerId}/pause`;

/** @type {(meetingId: Part, timerId: Part) => PostAddress} */
export const timersResume = (meetingId, timerId) =>
  postAddress`/m/${meetingId}/timers/${timerId}/resume`;

/** @type {(meetingId: Part) => PostAddress} */
export const timersSetSettings = (meetingId) =>
  postAddress`/m/${meetingId}/timers/settings`;

/** @type {() => PostAddress} */
export const unitImportsApply = () => postAddress`/units/import/apply`;

/** @type {() => GetAddress} */
export const unitImportsPreview = () => getAddress`/units/import/file`;

/** @type {() => PostAddress} */
export const unitImportsUpload = () => postAddress`/units/import/file`;

/** @type {() => PostAddress} */
export const unitsAdd = () => postAddress`/units`;

/** @type {(unitId: Part) => PostAddress} */
export const unitsChange = (unitId) => postAddress`/units/${unitId}`;

/** @type {(unitId: Part) => PostAddress} */
export const unitsClose = (unitId) => postAddress`/units/${unitId}/close`;

/** @type {(unitId: Part) => PostAddress} */
export const unitsEndSessions = (unitId) => postAddress`/units/${unitId}/end-sessions`;

/** @type {(unitId: Part) => PostAddress} */
export const unitsMakeLink = (unitId) => postAddress`/units/${unitId}/link`;

/** @type {() => PostAddress} */
export const unitsOpenLink = () => postAddress`/u`;

/** @type {(accountId: Part) => PostAddress} */
export const unitsPlaceAccount = (accountId) =>
  postAddress`/units/accounts/${accountId}`;

/** @type {() => GetAddress} */
export const unitsShow = () => getAddress`/units`;

/** @type {() => PostAddress} */
export const unitsSignOut = () => postAddress`/u/sign-out`;

/** @type {(meetingId: Part) => PostAddress} */
export const votingAddVote = (meetingId) => postAddress`/m/${meetingId}/votes`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingAnnounceVote = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/announce`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingBeginExport = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/exports`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingCancelVote = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/cancel`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingCastBallot = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/ballot`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingCastOnBehalf = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/on-behalf`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingCloseVote = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/close`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingDeleteVote = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/delete`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingEditVote = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingEnterHandCount = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/hand-count`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingEnterPaperCount = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/paper-count`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingEnterShares = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/shares`;

/** @type {(meetingId: Part, voteId: Part) => GetAddress} */
export const votingExportState = (meetingId, voteId) =>
  getAddress`/m/${meetingId}/votes/${voteId}/exports`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingOpenVote = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/open`;

/** @type {(meetingId: Part, voteId: Part) => GetAddress} */
export const votingOwnBallot = (meetingId, voteId) =>
  getAddress`/m/${meetingId}/votes/${voteId}/ballot`;

/** @type {(meetingId: Part, voteId: Part) => GetAddress} */
export const votingReadiness = (meetingId, voteId) =>
  getAddress`/m/${meetingId}/votes/${voteId}/readiness`;

/** @type {(meetingId: Part, voteId: Part) => GetAddress} */
export const votingReceipts = (meetingId, voteId) =>
  getAddress`/m/${meetingId}/votes/${voteId}/receipts`;

/** @type {(meetingId: Part, voteId: Part) => GetAddress} */
export const votingResult = (meetingId, voteId) =>
  getAddress`/m/${meetingId}/votes/${voteId}/result`;

/** @type {(meetingId: Part, voteId: Part) => PostAddress} */
export const votingSecondRound = (meetingId, voteId) =>
  postAddress`/m/${meetingId}/votes/${voteId}/second-round`;

/** @type {(meetingId: Part, voteId: Part) => GetAddress} */
export const votingTakeExport = (meetingId, voteId) =>
  getAddress`/m/${meetingId}/votes/${voteId}/exports/file`;

/** @type {(meetingId: Part, voteId: Part) => GetAddress} */
export const votingTurnout = (meetingId, voteId) =>
  getAddress`/m/${meetingId}/votes/${voteId}/turnout`;
