"""Contains all the data models used in inputs/outputs"""

from .accepted import Accepted
from .added_area import AddedArea
from .admit_request import AdmitRequest
from .admitted import Admitted
from .alias import Alias
from .alias_request import AliasRequest
from .also_settled import AlsoSettled
from .applied import Applied
from .area import Area
from .area_kind import AreaKind
from .area_page import AreaPage
from .area_request import AreaRequest
from .as_of import AsOf
from .authored import Authored
from .catalogue_mark import CatalogueMark
from .category import Category
from .category_row import CategoryRow
from .change import Change
from .changed_week import ChangedWeek
from .close_request import CloseRequest
from .closed import Closed
from .closed_conflict import ClosedConflict
from .compared_figure import ComparedFigure
from .completeness import Completeness
from .conditions_not_met import ConditionsNotMet
from .conflict import Conflict
from .conflict_changed import ConflictChanged
from .conflict_name import ConflictName
from .conflict_page import ConflictPage
from .conflict_state import ConflictState
from .conflicted import Conflicted
from .content_encoding import ContentEncoding
from .counted_find import CountedFind
from .counted_find_page import CountedFindPage
from .counted_side import CountedSide
from .cumulative import Cumulative
from .day_row import DayRow
from .decided_pair import DecidedPair
from .decision import Decision
from .decision_request import DecisionRequest
from .delivery import Delivery
from .delivery_body import DeliveryBody
from .delivery_page import DeliveryPage
from .delivery_state import DeliveryState
from .delivery_try import DeliveryTry
from .device import Device
from .device_page import DevicePage
from .device_row import DeviceRow
from .device_state import DeviceState
from .difference_reason import DifferenceReason
from .difference_step import DifferenceStep
from .differences import Differences
from .different_find import DifferentFind
from .differing import Differing
from .differing_now_type_0 import DifferingNowType0
from .differing_seen import DifferingSeen
from .dismissal_request import DismissalRequest
from .disposition import Disposition
from .disputed import Disputed
from .district_row import DistrictRow
from .duplicate_page import DuplicatePage
from .duplicate_pair import DuplicatePair
from .edition import Edition
from .edition_name import EditionName
from .edition_page import EditionPage
from .edition_period import EditionPeriod
from .effect import Effect
from .enrol_request import EnrolRequest
from .enrolled import Enrolled
from .enrolment_code import EnrolmentCode
from .enrolment_page import EnrolmentPage
from .enrolment_request import EnrolmentRequest
from .entry_kind import EntryKind
from .entry_name import EntryName
from .event_pattern import EventPattern
from .exchange_answer import ExchangeAnswer
from .exchange_link import ExchangeLink
from .exchange_request import ExchangeRequest
from .exchange_request_answered_type_0 import ExchangeRequestAnsweredType0
from .export_format import ExportFormat
from .exported_state import ExportedState
from .field_error import FieldError
from .field_name import FieldName
from .file_beside import FileBeside
from .file_reading import FileReading
from .find import Find
from .find_edit import FindEdit
from .find_fields import FindFields
from .find_page import FindPage
from .find_state import FindState
from .first_answer import FirstAnswer
from .gauss_kruger_crs import GaussKrugerCrs
from .gauss_kruger_position import GaussKrugerPosition
from .head import Head
from .health import Health
from .history_entry import HistoryEntry
from .history_page import HistoryPage
from .import_answer import ImportAnswer
from .import_answer_flags import ImportAnswerFlags
from .import_change import ImportChange
from .import_mapping import ImportMapping
from .import_mapping_columns import ImportMappingColumns
from .import_mapping_constants import ImportMappingConstants
from .import_mapping_values import ImportMappingValues
from .import_mapping_values_additional_property import ImportMappingValuesAdditionalProperty
from .import_request import ImportRequest
from .import_row import ImportRow
from .import_total import ImportTotal
from .in_quarantine import InQuarantine
from .kept_receipt import KeptReceipt
from .kept_receipt_lines import KeptReceiptLines
from .late import Late
from .left_over import LeftOver
from .line_in_receipt import LineInReceipt
from .listed_edition import ListedEdition
from .location import Location
from .look_alike import LookAlike
from .lost_entries import LostEntries
from .made_token import MadeToken
from .merged import Merged
from .mgrs_position import MgrsPosition
from .missing import Missing
from .multi_polygon import MultiPolygon
from .mutation import Mutation
from .offer import Offer
from .op import Op
from .open_api_document import OpenApiDocument
from .open_deliveries import OpenDeliveries
from .open_enrolment import OpenEnrolment
from .operation_settings import OperationSettings
from .ordnance_class import OrdnanceClass
from .ordnance_type import OrdnanceType
from .outcome import Outcome
from .overlap import Overlap
from .pair_decision import PairDecision
from .pair_of_entry import PairOfEntry
from .pair_of_find import PairOfFind
from .pair_state import PairState
from .person_role import PersonRole
from .polygon import Polygon
from .previous_period import PreviousPeriod
from .problem import Problem
from .problem_code import ProblemCode
from .public_key import PublicKey
from .public_keys import PublicKeys
from .publish_conditions import PublishConditions
from .publish_request import PublishRequest
from .quarantine_page import QuarantinePage
from .quarantine_state import QuarantineState
from .quarantined import Quarantined
from .readiness import Readiness
from .reason_sum import ReasonSum
from .receipt import Receipt
from .recovering_tablet import RecoveringTablet
from .recovery import Recovery
from .recovery_state import RecoveryState
from .rejected import Rejected
from .release_request import ReleaseRequest
from .released import Released
from .removal_request import RemovalRequest
from .replaced import Replaced
from .replay_request import ReplayRequest
from .report_format import ReportFormat
from .report_period import ReportPeriod
from .report_recovery import ReportRecovery
from .reporting_devices import ReportingDevices
from .reporting_team import ReportingTeam
from .resolution_request import ResolutionRequest
from .restored import Restored
from .resume_request import ResumeRequest
from .resync_required import ResyncRequired
from .role import Role
from .roster_day import RosterDay
from .roster_page import RosterPage
from .roster_request import RosterRequest
from .row_outcome import RowOutcome
from .rule_effect import RuleEffect
from .rules_used import RulesUsed
from .season_report import SeasonReport
from .season_sum import SeasonSum
from .season_week import SeasonWeek
from .sent_mutation import SentMutation
from .settings_in_force import SettingsInForce
from .settings_request import SettingsRequest
from .signed_answer import SignedAnswer
from .silent_device import SilentDevice
from .skip_request import SkipRequest
from .stands_on import StandsOn
from .submission import Submission
from .submission_file import SubmissionFile
from .submission_outcome import SubmissionOutcome
from .submission_page import SubmissionPage
from .suspected_duplicates import SuspectedDuplicates
from .tablet_state import TabletState
from .take_request import TakeRequest
from .take_request_versions import TakeRequestVersions
from .taken import Taken
from .team import Team
from .team_page import TeamPage
from .team_row import TeamRow
from .to_confirm import ToConfirm
from .token import Token
from .token_page import TokenPage
from .token_request import TokenRequest
from .token_to_confirm import TokenToConfirm
from .told_recovery import ToldRecovery
from .told_restore import ToldRestore
from .told_state import ToldState
from .tried_delivery import TriedDelivery
from .type_change import TypeChange
from .type_of_find import TypeOfFind
from .type_page import TypePage
from .type_request import TypeRequest
from .type_row import TypeRow
from .type_row_manufactured import TypeRowManufactured
from .type_total import TypeTotal
from .unconfirmed_guess import UnconfirmedGuess
from .unknown_marking import UnknownMarking
from .unknown_marking_page import UnknownMarkingPage
from .unmet_condition import UnmetCondition
from .utm_position import UtmPosition
from .verdict import Verdict
from .webhook import Webhook
from .webhook_change import WebhookChange
from .webhook_page import WebhookPage
from .webhook_request import WebhookRequest
from .webhook_secret import WebhookSecret
from .webhook_to_confirm import WebhookToConfirm
from .weekly_report import WeeklyReport
from .wgs_84_position import Wgs84Position
from .witness_find import WitnessFind
from .witness_request import WitnessRequest
from .witnessed import Witnessed

__all__ = (
    "Accepted",
    "AddedArea",
    "AdmitRequest",
    "Admitted",
    "Alias",
    "AliasRequest",
    "AlsoSettled",
    "Applied",
    "Area",
    "AreaKind",
    "AreaPage",
    "AreaRequest",
    "AsOf",
    "Authored",
    "CatalogueMark",
    "Category",
    "CategoryRow",
    "Change",
    "ChangedWeek",
    "Closed",
    "ClosedConflict",
    "CloseRequest",
    "ComparedFigure",
    "Completeness",
    "ConditionsNotMet",
    "Conflict",
    "ConflictChanged",
    "Conflicted",
    "ConflictName",
    "ConflictPage",
    "ConflictState",
    "ContentEncoding",
    "CountedFind",
    "CountedFindPage",
    "CountedSide",
    "Cumulative",
    "DayRow",
    "DecidedPair",
    "Decision",
    "DecisionRequest",
    "Delivery",
    "DeliveryBody",
    "DeliveryPage",
    "DeliveryState",
    "DeliveryTry",
    "Device",
    "DevicePage",
    "DeviceRow",
    "DeviceState",
    "DifferenceReason",
    "Differences",
    "DifferenceStep",
    "DifferentFind",
    "Differing",
    "DifferingNowType0",
    "DifferingSeen",
    "DismissalRequest",
    "Disposition",
    "Disputed",
    "DistrictRow",
    "DuplicatePage",
    "DuplicatePair",
    "Edition",
    "EditionName",
    "EditionPage",
    "EditionPeriod",
    "Effect",
    "Enrolled",
    "EnrolmentCode",
    "EnrolmentPage",
    "EnrolmentRequest",
    "EnrolRequest",
    "EntryKind",
    "EntryName",
    "EventPattern",
    "ExchangeAnswer",
    "ExchangeLink",
    "ExchangeRequest",
    "ExchangeRequestAnsweredType0",
    "ExportedState",
    "ExportFormat",
    "FieldError",
    "FieldName",
    "FileBeside",
    "FileReading",
    "Find",
    "FindEdit",
    "FindFields",
    "FindPage",
    "FindState",
    "FirstAnswer",
    "GaussKrugerCrs",
    "GaussKrugerPosition",
    "Head",
    "Health",
    "HistoryEntry",
    "HistoryPage",
    "ImportAnswer",
    "ImportAnswerFlags",
    "ImportChange",
    "ImportMapping",
    "ImportMappingColumns",
    "ImportMappingConstants",
    "ImportMappingValues",
    "ImportMappingValuesAdditionalProperty",
    "ImportRequest",
    "ImportRow",
    "ImportTotal",
    "InQuarantine",
    "KeptReceipt",
    "KeptReceiptLines",
    "Late",
    "LeftOver",
    "LineInReceipt",
    "ListedEdition",
    "Location",
    "LookAlike",
    "LostEntries",
    "MadeToken",
    "Merged",
    "MgrsPosition",
    "Missing",
    "MultiPolygon",
    "Mutation",
    "Offer",
    "Op",
    "OpenApiDocument",
    "OpenDeliveries",
    "OpenEnrolment",
    "OperationSettings",
    "OrdnanceClass",
    "OrdnanceType",
    "Outcome",
    "Overlap",
    "PairDecision",
    "PairOfEntry",
    "PairOfFind",
    "PairState",
    "PersonRole",
    "Polygon",
    "PreviousPeriod",
    "Problem",
    "ProblemCode",
    "PublicKey",
    "PublicKeys",
    "PublishConditions",
    "PublishRequest",
    "Quarantined",
    "QuarantinePage",
    "QuarantineState",
    "Readiness",
    "ReasonSum",
    "Receipt",
    "RecoveringTablet",
    "Recovery",
    "RecoveryState",
    "Rejected",
    "Released",
    "ReleaseRequest",
    "RemovalRequest",
    "Replaced",
    "ReplayRequest",
    "ReportFormat",
    "ReportingDevices",
    "ReportingTeam",
    "ReportPeriod",
    "ReportRecovery",
    "ResolutionRequest",
    "Restored",
    "ResumeRequest",
    "ResyncRequired",
    "Role",
    "RosterDay",
    "RosterPage",
    "RosterRequest",
    "RowOutcome",
    "RuleEffect",
    "RulesUsed",
    "SeasonReport",
    "SeasonSum",
    "SeasonWeek",
    "SentMutation",
    "SettingsInForce",
    "SettingsRequest",
    "SignedAnswer",
    "SilentDevice",
    "SkipRequest",
    "StandsOn",
    "Submission",
    "SubmissionFile",
    "SubmissionOutcome",
    "SubmissionPage",
    "SuspectedDuplicates",
    "TabletState",
    "Taken",
    "TakeRequest",
    "TakeRequestVersions",
    "Team",
    "TeamPage",
    "TeamRow",
    "ToConfirm",
    "Token",
    "TokenPage",
    "TokenRequest",
    "TokenToConfirm",
    "ToldRecovery",
    "ToldRestore",
    "ToldState",
    "TriedDelivery",
    "TypeChange",
    "TypeOfFind",
    "TypePage",
    "TypeRequest",
    "TypeRow",
    "TypeRowManufactured",
    "TypeTotal",
    "UnconfirmedGuess",
    "UnknownMarking",
    "UnknownMarkingPage",
    "UnmetCondition",
    "UtmPosition",
    "Verdict",
    "Webhook",
    "WebhookChange",
    "WebhookPage",
    "WebhookRequest",
    "WebhookSecret",
    "WebhookToConfirm",
    "WeeklyReport",
    "Wgs84Position",
    "Witnessed",
    "WitnessFind",
    "WitnessRequest",
)
