/**
 * Every user ("system") permission of API v68 by its metadata name: the `Permissions…` columns of PermissionSet in the
 * Tooling API, without the prefix, and three that only some orgs have (`UseAnyApiClient` where API Access Control is on,
 * `BypassMFAForUiLogins`, `ManageTerritories`). Which of them an org offers depends on its edition and features: a name
 * that is not here is unknown, not harmless.
 */
const NAMES = `
AICreateInsightObjects AIViewInsightObjects AcceptInboundBundling AccessActivation
AccessBankingRelationshipAssistance AccessBankingServiceAgent AccessCMC AccessCdpDataExplorer
AccessCdpProfileExplorer AccessContentBuilder AccessCustomerDataCloudSetup AccessDisputePrompts AccessGeniePlatform
AccessKnowledgeSpace AccessOrchestrationObjects AccessPolicyAgent AccessSegment AccessServiceEinstein AccessSfDrive
AccessToComplaintAgent AccessToComplaintMgmt AccessToDisputeManagement AccessToServiceProcess
AccessWealthAdvisorAgent AccountSwitcherUser ActivateContract ActivateDeactivateNonSetupFlow ActivateOrder
ActivateSystemModeFlows ActivationWrite ActivitiesAccess AddAsgntElmntToNonSetupFlow AddCollFltrElmntToNonSetupFlow
AddCollSrtElmntToNonSetupFlow AddCreaRecElmntToNonSetupFlow AddDecisionElmntNonSetupFlow
AddDelRecElmntToNonSetupFlow AddDirectMessageMembers AddGetRecElmntToNonSetupFlow AddLoopElmntToNonSetupFlow
AddSendToFlowElmntToNonSetupFlow AddSubflowElmntToNonSetupFlow AddToActionableList AddToCampaign
AddTrfmElmntToNonSetupFlow AddUpdtRecElmntToNonSetupFlow AddWaitToNonSetupFlow AdvancedCsvDataImportUser
AgentforceSalesChatGPT AgentforceServiceAgentUser AllowAIAccelerator AllowEmailIC AllowLightningLogin
AllowViewEditConvertedLeads ApexRestServices ApiEnabled ApiUserOnly AppFrameworkManageApp
AppFrameworkManageTemplate AppFrameworkViewApp ApprovalAdmin ApprovalDesigner AssignPermissionSets AssignTopics
AttributionModelUser AuthorApex AutonomousAnalyticsPrivacy B2BMarketingAnalyticsUser BotManageBots
BotManageBotsTrainingData BreakGlassLoginAllowed BulkApiHardDelete BypassMFAForUiLogins CMSECEAuthoringAccess
CampaignInfluence2 CanApproveFeedPost CanApproveUninstalledApps CanDoActAsUser CanEditPrompts CanExitFlowViaAPI
CanInsertFeedSystemFields CanMarketingUserDebugFlow CanQueryForeignTables CanUpdateEmailMessage
CanUseNewDashboardBuilder CanVerifyComment CdcReportingCreateReports CdcReportingManageFolders
CdcReportingViewReports CdpConnectionManagementUser CdpPerUserConnectionManagement ChangeDashboardColors
ChatterComposeUiCodesnippet ChatterEditOwnPost ChatterEditOwnRecordPost ChatterFileLink ChatterInternalUser
ChatterInviteExternalUsers ChatterOwnGroups ClientSecretRotation CloseConversations CodeBuilderUser
ConfigCustomRecs ConfigureCCTarget ConfigureCommunicationCapping ConfigureDataspaceScope ConnectOrgToEnvironmentHub
ConsentApiUpdate ContentAdministrator ContentHubUser ContentWorkspaces ConvertLeads ConvertProspect CreateConsent
CreateCustomizeDashboards CreateCustomizeFilters CreateCustomizeReports CreateDashboardFolders
CreateEditNonSetupFlow CreateLtngTempFolder CreateLtngTempInPub CreateModActTrigNonSetupFlow
CreateModCadenceNonSetupFlow CreateModCampaignMemberTrigNonSetupFlow CreateModDGTrigNonSetupFlow
CreateModIndRecNonSetupFlow CreateModListTrigNonSetupFlow CreateModRecordQueryFlow CreatePackaging
CreateReportFolders CreateReportInLightning CreateTask CreateTopics CreateUpdateSDDDataset CreateUpdateSDDStory
CreateWorkBadgeDefinition CreateWorkspaces CustomMobileAppsAccess CustomSidebarOnAllPages CustomizeApplication
DataCleanRoomQueryAccess DataCleanRoomReadAccess DataCleanRoomSetupAccess DataCleanRoomWriteAccess
DataCloudIngestionApi DataExport DebugApex DelegatedTwoFactor DeleteActivatedContract DeleteCrMemoAndInvoice
DeleteNonSetupFlow DeleteSalesforceFiles DeleteTopics DetermineCrmRecordForIndv DigitalLendingAdminUser
DigitalLendingEditReadOnly DigitalLendingUser DigitalLendingWorkbench DistributeFromPersWksp DownloadMaliciousFiles
DownloadPackageVersionZips EditActivatedOrders EditBillingInfo EditBrandTemplates EditCaseComments EditEvent
EditHtmlTemplates EditMyDashboards EditMyReports EditOppLineItemUnitPrice EditPublicDocuments EditPublicFilters
EditPublicTemplates EditReadonlyFields EditTask EditTopics EinsteinDecidePath EmailAdministration EmailMass
EmailSingle EmailTemplateManagement EnableBCTransactionPolling EnableCommunityAppLauncher EnableIPFSUpload
EnableNotifications EngagementConfigUser EnhancedSalesMobileExp EnteredJourneyBuilder EventLogReadAccess
ExitedJourneyBuilder ExportReport ExternalClientAppAdmin ExternalClientAppDeveloper ExternalClientAppViewer
FSCArcGraphCommunityUser FSCComprehensiveUserAccess FeedPinning FlowUFLRequired ForceTwoFactor ForwardToBotOrAgent
FreezeUsers GetSmartDataDiscovery GetSmartDataDiscoveryExternal GiveRecognitionBadge GlobalCbPQueryAccess
GovernNetworks GrantOutboundBundling HasUnlimitedErbScoringRequests HasUnlimitedNBAExecutions HeadlessCMSAccess
HeadlessPlatformInteractions HeadlessPublishNudges HideReadByList IdentityConnect IdentityEnabled
ImportCustomObjects ImportLeads ImportPersonal InboundMigrationToolsUser InstallPackaging
IntegrationIntelligenceUser IntelligentDocumentProcessing IsotopeAccess IsotopeCToCUser IsotopeLEX
LMEndMessagingSessionUserPerm LMOutboundMessagingUserPerm LearningManager LightningConsoleAllowedForUser
LightningExperienceUser ListEmailSend LobbyManagementUserAccess LtngPromoReserved01UserPerm MCPMetadataApi
ManageAccessPolicies ManageAgentforceServiceAgent ManageAnalyticSnapshots ManageApiNamedQueries ManageAuthProviders
ManageBusinessHourHolidays ManageC360AConnections ManageCMS ManageCallCenters ManageCases ManageCategories
ManageCdpMlModels ManageCertificates ManageCertificatesExpiration ManageChatterMessages ManageContentPermissions
ManageContentProperties ManageContentTaxonomy ManageContentTypes ManageCoreGovernance ManageCustomDomains
ManageCustomPermissions ManageCustomReportTypes ManageCustomerDataOptOut ManageDashbdsInPubFolders
ManageDataAnalyticsGroups ManageDataCategories ManageDataIntegrations ManageDataspaceScope ManageDevSandboxes
ManageDynamicDashboards ManageEmailClientConfig ManageExchangeConfig ManageExternalConnections
ManageFilesAndAttachments ManageHealthAssessments ManageHealthCheck ManageHerokuAppLink ManageHubConnections
ManageIntegrationConnections ManageIntegrationPortals ManageInteraction ManageInternalUsers ManageIpAddresses
ManageJourneys ManageLeads ManageLearningReporting ManageLoginAccessPolicies ManageMCEEmails ManageMaliciousFiles
ManageMobile ManageNamedCredentials ManageNetworks ManageOrchInstsAndWorkItems ManageOrchestrationRuns
ManagePackageLicenses ManagePasswordPolicies ManageProfilesPermissionsets ManagePropositions
ManagePvtRptsAndDashbds ManageQuickAttributes ManageRecommendationStrategies ManageReleaseUpdates
ManageRemoteAccess ManageReportsInPubFolders ManageRoles ManageSandboxes ManageSessionPermissionSets
ManageSharedListViews ManageSharing ManageSlackUserMappings ManageSmartDataDiscovery ManageSmartDataDiscoveryModel
ManageSolutions ManageSubscriptions ManageSurveys ManageSynonyms ManageTerritories ManageTrustMeasures
ManageTwoFactor ManageUnlistedGroups ManageUsers MassInlineEdit MeetingEngagementUser MergeTopics
MetJourneyBuilderGoal MetadataStudioUser MngBenVerfForAssistiveAgnt ModerateChatter ModerateNetworkUsers
ModifyAccessAllowPolicies ModifyAccessDenyPolicies ModifyAllData ModifyAllDataGovClassif ModifyAllDataGovClsfTax
ModifyAllDataGovPolicies ModifyAllDataGovTagAssign ModifyAllDataGovTagPropagation ModifyAllDataGovTags
ModifyAllDataGovTax ModifyAllPolicyCenterPolicies ModifyDataClassification ModifyMetadata
ModifyTransactionSecurityPolicies MonitorLoginHistory MustUseSso NativeWebviewScrolling NewReportBuilder
OrgPerformanceAccess OutboundMigrationToolsUser Packaging2 Packaging2Delete Packaging2PromoteVersion
PasswordNeverExpires PerformanceAnalysisAccess PersonalizationDecisioningUser PersonalizationIntelUser
PersonalizationPlatform PersonalizedFinanceUserAccess PlatformWebIdeUser PreventClassicExperience
PrismBackofficeUser PrismPlaygroundUser PrivacyDataAccess PrmExtIntPrtnrAdminUser ProcessWebStoreUserRgstr
PublishPackaging QrCodeGeneratorMobilePublisherPlayground QueryAllFiles QueryNonVetoedFiles QuipMetricsAccess
QuipUserEngagementMetrics ReassignOrchestrationWorkItems RecordVisibilityAPI RemoveDirectMessageMembers
RemoveFromActionableList ResetPasswords RunFlow RunMyDayUser RunReports SalesInsightsUser
SandboxTestingInCommunityApp ScheduleJob ScheduleReports ScoringFrameworkAdmin ScoringFrameworkUser
SegmentIntelligenceUser SelectFilesFromSalesforce SendAnnouncementEmails SendCustomNotifications
SendDistMktgMessageEvent SendMobileAppInAppMessage SendMobileAppMessage SendMobileAppNewsflashMessage
SendSitRequests ShareSmartDataDiscoveryStory ShowCompanyNameAsUserBadge SimpleCsvDataImportUser
SkipIdentityConfirmation SlackAppAdministrator SlackElevate SlackFromTableau SlackbotUi
SmartDataDiscoveryForCommunity SolutionImport StageManagementDesignUser StoryOnDSWithPredicate
SubscribeDashboardRolesGrps SubscribeDashboardToOtherUsers SubscribeReportRolesGrps SubscribeReportToOtherUsers
SubscribeReportsRunAsUser SubscribeToLightningDashboards SubscribeToLightningReports SuitesAgentEscalationPerm
TableauCreateDashboard TableauCreateVisualization TableauCreateWorkspace TableauMetricCards TableauShareSnapshot
TableauViewDashboard TableauViewVisualization TableauViewWorkspace TerritoryOperations TraceXdsQueries
TransactionSecurityExempt TransactionalEmailSend TransferAnyCase TransferAnyEntity TransferAnyLead
TrgrOnAbandonedBrowse TrgrOnAbandonedPage TrgrOnAbandonedShoppingCart TrgrOnBackInStock TrgrOnBirthday
TrgrOnCustomEvent TrgrOnEmailBounceEngagement TrgrOnEmailLinkClickEngagement TrgrOnEmailOpenEngagement
TrgrOnEmailResponseEngagement TrgrOnEmailSubscription TrgrOnFirstPurchaseAnniversary TrgrOnFormSubmission
TrgrOnLowInventory TrgrOnMngEventPtcpAtnd TrgrOnMngEventPtcpResp TrgrOnMngEventPtcpRgst TrgrOnMngEventSessPtcpRgst
TrgrOnMngEventStatusChg TrgrOnNewProdtInHighEngmtCatg TrgrOnOrderPlacement TrgrOnOrderReturn TrgrOnOrderShipment
TrgrOnOrderStatusChange TrgrOnPaymentTransaction TrgrOnPriceDrop TrgrOnRcsDeliveredEngagement
TrgrOnRcsDlvrFailureEngmt TrgrOnRcsReadEngagement TrgrOnRcsResponseEngagement TrgrOnRcsSubscription
TrgrOnReengagement TrgrOnReferralEventSubmission TrgrOnReplenishment TrgrOnSmsDeliveryFailureEngagement
TrgrOnSmsLinkClickEngagement TrgrOnSmsResponseEngagement TrgrOnSmsSubscription TrgrOnVisitorConversion
TrgrOnVoucherStsChgOtbdEngmt TrgrOnWebCartAbandoned TrgrOnWhatsAppDeliveredEngagement
TrgrOnWhatsAppDlvrFailureEngmt TrgrOnWhatsAppLinkClickEngmt TrgrOnWhatsAppReadEngagement
TrgrOnWhatsAppResponseEngmt TrgrOnWhatsAppSubscription TriggerDataGovAutoTagging TwoFactorApi
UpdateReportTypeReferences UseAnyApiAuth UseAnyApiClient UseAssistantDialog UseMySearch UseQuerySuggestions
UseRestrictedTheme UseServicePartReturn UseSetupWithAgentforce UseSmartDataDiscovery UseTeamReassignWizards
UseTeamsForEmployee UseTeamsForItSrvcs UseWebLink UserCanDeployStore UserInteractionInsights UserSlackCapabilities
ViewAccessPolicies ViewAllActivities ViewAllCustomSettings ViewAllData ViewAllDataGovPolicies ViewAllDataGovTags
ViewAllFieldsGlobal ViewAllForeignKeyNames ViewAllNonSetupFlows ViewAllPolicyCenterPolicies ViewAllProfiles
ViewAllUsers ViewAnomalyEvents ViewApiNamedQueries ViewArchivedFiles ViewClientSecret ViewContent
ViewContentTaxonomy ViewCoreGovernance ViewDataAssessment ViewDataCategories ViewDataGovTab ViewDataLeakageEvents
ViewDeveloperName ViewEncryptedData ViewEventLogFiles ViewHealthAssessments ViewHealthCheck ViewHelpLink
ViewLicenseUtilization ViewMLModels ViewMyTeamsDashboards ViewNonSetupFlow ViewOnlyEmbeddedAppUser
ViewOrchestrationsInAutomApp ViewPlatformEvents ViewPrivateStaticResources ViewProductLimits
ViewPublicCapstoneFolders ViewPublicDashboards ViewPublicReports ViewRecommendations ViewRestrictionAndScopingRules
ViewRoles ViewSecurityCommandCenter ViewSetup ViewSetupAuditTrail ViewShieldApp ViewTrustMeasures ViewUserPII
YourAccountCDAPublishEvents
`;

/** Labels as Setup shows them, where they are not the name with spaces. */
const LABELS: Readonly<Record<string, string>> = {
  ActivitiesAccess: 'Access Activities',
  ApexRestServices: 'Apex REST Services',
  ApiEnabled: 'API Enabled',
  ApiUserOnly: 'API Only User',
  AssignPermissionSets: 'Assign Permission Sets',
  AuthorApex: 'Author Apex',
  BulkApiHardDelete: 'Bulk API Hard Delete',
  BypassMFAForUiLogins: 'Waive Multi-Factor Authentication for Exempt Users',
  CanApproveUninstalledApps: 'Approve Uninstalled Connected Apps',
  CanInsertFeedSystemFields: 'Insert System Field Values for Chatter Feeds',
  ChatterInternalUser: 'Chatter Internal User',
  ConsentApiUpdate: 'Allow user to modify Private Connections',
  ContentAdministrator: 'Manage Salesforce CRM Content',
  CreateDashboardFolders: 'Create Dashboard Folders',
  CreatePackaging: 'Create AppExchange Packages',
  CustomizeApplication: 'Customize Application',
  DataExport: 'Weekly Data Export',
  DelegatedTwoFactor: 'Manage Multi-Factor Authentication in User Interface',
  EditReadonlyFields: 'Edit Read Only Fields',
  EmailMass: 'Mass Email',
  EmailSingle: 'Send Email',
  EventLogReadAccess: 'View Event Log Object Data',
  ExportReport: 'Export Reports',
  ExternalClientAppAdmin: 'View all External Client Apps, view their settings, and edit their policies',
  ExternalClientAppDeveloper: 'Create, edit, and delete External Client Apps',
  ExternalClientAppViewer: 'View all External Client Apps',
  ForceTwoFactor: 'Multi-Factor Authentication for User Interface Logins',
  IdentityEnabled: 'Use Identity Features',
  ImportCustomObjects: 'Import Custom Objects',
  InstallPackaging: 'Download AppExchange Packages',
  ManageApiNamedQueries: 'Manage API Named Queries',
  ManageAuthProviders: 'Manage Auth. Providers',
  ManageCustomPermissions: 'Manage Custom Permissions',
  ManageDataIntegrations: 'Manage Data Integrations',
  ManageInternalUsers: 'Manage Internal Users',
  ManageIpAddresses: 'Manage IP Addresses',
  ManageLoginAccessPolicies: 'Manage Login Access Policies',
  ManageNetworks: 'Create and Set Up Experiences',
  ManageProfilesPermissionsets: 'Manage Profiles and Permission Sets',
  ManageRemoteAccess: 'Manage Connected Apps',
  ManageSessionPermissionSets: 'Manage Session Permission Set Activations',
  ManageTwoFactor: 'Manage Multi-Factor Authentication in API',
  MCPMetadataApi: 'MCP Metadata API',
  ModifyAllData: 'Modify All Data',
  ModifyMetadata: 'Modify Metadata Through Metadata API Functions',
  MonitorLoginHistory: 'Monitor Login History',
  MustUseSso: 'Is Single Sign-On Enabled',
  Packaging2: 'Create and Update Second-Generation Packages',
  Packaging2Delete: 'Delete Second-Generation Packages',
  Packaging2PromoteVersion: 'Promote a package version to released',
  PasswordNeverExpires: 'Password Never Expires',
  PublishPackaging: 'Upload AppExchange Packages',
  QueryAllFiles: 'Query All Files',
  ResetPasswords: 'Reset User Passwords and Unlock Users',
  SkipIdentityConfirmation: 'Skip Identity Confirmation at Login',
  SolutionImport: 'Import Solutions',
  TransactionSecurityExempt: 'Exempt from Transaction Security',
  TransferAnyCase: 'Transfer Cases',
  TransferAnyEntity: 'Transfer Record',
  TransferAnyLead: 'Transfer Leads',
  TwoFactorApi: 'Multi-Factor Authentication for API Logins',
  UseAnyApiAuth: 'Use Any API Auth',
  UseAnyApiClient: 'Use Any API Client',
  ViewAllFieldsGlobal: 'View All Fields (Global)',
  ViewAllProfiles: 'View All Profiles',
  ViewAllUsers: 'View All Users',
  ViewClientSecret: 'View Client Secret',
  ViewDeveloperName: 'View Developer Name',
  ViewEncryptedData: 'View Encrypted Data',
  ViewEventLogFiles: 'View Event Log Files',
  ViewRoles: 'View Roles and Role Hierarchy',
  ViewSetup: 'View Setup and Configuration',
};

/** In name order. */
export const USER_PERMISSIONS: readonly string[] = NAMES.trim().split(/\s+/);

const BY_LOWER_CASE: ReadonlyMap<string, string> = new Map(USER_PERMISSIONS.map((name) => [name.toLowerCase(), name]));

/** Upper-case runs stay together: `ManageCMS` reads "Manage CMS". */
function spaced(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
}

/** What Setup calls a permission; where we know no label, its name with spaces. */
export function userPermissionLabel(name: string): string {
  return LABELS[name] ?? spaced(name);
}

export function isKnownUserPermission(name: string): boolean {
  return BY_LOWER_CASE.get(name.toLowerCase()) === name;
}

const BY_LABEL: ReadonlyMap<string, string> = new Map(
  USER_PERMISSIONS.map((name) => [userPermissionLabel(name).toLowerCase(), name]),
);

/** The metadata name for a name or label in any case: `modifyalldata`, `Modify All Data`. */
export function findUserPermission(text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  return BY_LOWER_CASE.get(wanted) ?? BY_LABEL.get(wanted) ?? BY_LOWER_CASE.get(wanted.replaceAll(/[\s_-]/g, ''));
}
