// Written by scripts/generate-standard-objects.ts from the types of @jsforce/jsforce-node (MIT). Do not edit.
import type { ObjectText } from './field-text.ts';

/** The standard objects of sales and service, with the fields of a current org. */
export const STANDARD_OBJECTS: readonly ObjectText[] = [
  {
    name: 'Account',
    keyPrefix: '001',
    kind: 'data',
    fields: `
      IsDeleted:boolean= MasterRecordId:reference=>Account Name:string! Type:picklist
      ParentId:reference>Account@ChildAccounts BillingStreet:string~BillingAddress BillingCity:string~BillingAddress
      BillingState:string~BillingAddress BillingPostalCode:string~BillingAddress
      BillingCountry:string~BillingAddress BillingLatitude:double~BillingAddress
      BillingLongitude:double~BillingAddress BillingGeocodeAccuracy:picklist~BillingAddress BillingAddress:address=
      ShippingStreet:string~ShippingAddress ShippingCity:string~ShippingAddress ShippingState:string~ShippingAddress
      ShippingPostalCode:string~ShippingAddress ShippingCountry:string~ShippingAddress
      ShippingLatitude:double~ShippingAddress ShippingLongitude:double~ShippingAddress
      ShippingGeocodeAccuracy:picklist~ShippingAddress ShippingAddress:address= Phone:phone Fax:phone Website:url
      PhotoUrl:url= Industry:picklist AnnualRevenue:currency NumberOfEmployees:int Description:textarea
      OwnerId:reference>User LastActivityDate:date= LastViewedDate:datetime= LastReferencedDate:datetime=
      IsCustomerPortal:boolean Jigsaw:string= JigsawCompanyId:reference= AccountSource:picklist SicDesc:string
      AccountNumber:string40 Ownership:picklist Rating:picklist Sic:string20 Site:string80 TickerSymbol:string20
      YearStarted:string4
    `,
  },
  {
    name: 'AccountContactRole',
    keyPrefix: '02Z',
    kind: 'data',
    fields: `
      IsDeleted:boolean= AccountId:reference>Account@AccountContactRoles
      ContactId:reference>Contact@AccountContactRoles Role:picklist IsPrimary:boolean
    `,
  },
  {
    name: 'AccountPartner',
    keyPrefix: '00I',
    kind: 'data',
    fields: `
      AccountFromId:reference>Account AccountToId:reference>Account
      OpportunityId:reference>Opportunity@AccountPartners Role:picklist IsPrimary:boolean IsDeleted:boolean=
      ReversePartnerId:reference
    `,
  },
  {
    name: 'Asset',
    keyPrefix: '02i',
    kind: 'data',
    fields: `
      ContactId:reference>Contact@Assets AccountId:reference>Account ParentId:reference>Asset@ChildAssets
      RootAssetId:reference=>Asset@ChildAssets Product2Id:reference>Product2@Assets ProductCode:string
      IsCompetitorProduct:boolean IsDeleted:boolean= Name:string! SerialNumber:string InstallDate:date
      PurchaseDate:date UsageEndDate:date Status:picklist Price:currency Quantity:int Description:textarea
      OwnerId:reference>User AssetProvidedById:reference>Account AssetServicedById:reference>Account
      IsInternal:boolean AssetLevel:double= StockKeepingUnit:string LastViewedDate:datetime=
      LastReferencedDate:datetime=
    `,
  },
  {
    name: 'AssetRelationship',
    keyPrefix: '1AR',
    kind: 'data',
    fields: `
      IsDeleted:boolean= AssetRelationshipNumber:string# LastViewedDate:datetime= LastReferencedDate:datetime=
      AssetId:reference>Asset RelatedAssetId:reference>Asset FromDate:date ToDate:date RelationshipType:string
    `,
  },
  {
    name: 'Attachment',
    keyPrefix: '00P',
    kind: 'data',
    fields: `
      IsDeleted:boolean=
      ParentId:reference!>Account|Contact|Lead|Opportunity|Case|Contract|Campaign|Asset|Product2|Task|Event|EmailMessage@Attachments
      Name:string! IsPrivate:boolean ContentType:string BodyLength:int= Body:base64 OwnerId:reference>User
      Description:textarea
    `,
  },
  {
    name: 'BusinessHours',
    keyPrefix: '01m',
    kind: 'data',
    fields: `
      Name:string IsActive:boolean IsDefault:boolean SundayStartTime:string SundayEndTime:string
      MondayStartTime:string MondayEndTime:string TuesdayStartTime:string TuesdayEndTime:string
      WednesdayStartTime:string WednesdayEndTime:string ThursdayStartTime:string ThursdayEndTime:string
      FridayStartTime:string FridayEndTime:string SaturdayStartTime:string SaturdayEndTime:string
      TimeZoneSidKey:string LastViewedDate:datetime= IsDeleted:boolean=
    `,
  },
  {
    name: 'Campaign',
    keyPrefix: '701',
    kind: 'data',
    sharing: 'FullAccess',
    fields: `
      IsDeleted:boolean= Name:string! ParentId:reference>Campaign@ChildCampaigns Type:picklist Status:picklist
      StartDate:date EndDate:date ExpectedRevenue:currency= BudgetedCost:currency ActualCost:currency
      ExpectedResponse:percent NumberSent:int IsActive:boolean Description:textarea NumberOfLeads:int=
      NumberOfConvertedLeads:int= NumberOfContacts:int= NumberOfResponses:int= NumberOfOpportunities:int=
      NumberOfWonOpportunities:int= AmountAllOpportunities:double= AmountWonOpportunities:double=
      OwnerId:reference>User LastActivityDate:date= LastViewedDate:datetime= LastReferencedDate:datetime=
      CampaignMemberRecordTypeId:reference>RecordType
    `,
  },
  {
    name: 'CampaignMember',
    keyPrefix: '00v',
    kind: 'data',
    sharing: 'ControlledByParent',
    fields: `
      IsDeleted:boolean= CampaignId:reference+>>Campaign@CampaignMembers LeadId:reference>Lead@CampaignMembers
      ContactId:reference>Contact@CampaignMembers Status:picklist HasResponded:boolean= FirstRespondedDate:datetime
      Salutation:picklist Name:string= FirstName:string LastName:string Title:string Street:textarea City:string
      State:string PostalCode:string Country:string Email:email Phone:phone Fax:phone MobilePhone:phone
      Description:textarea DoNotCall:boolean HasOptedOutOfEmail:boolean= HasOptedOutOfFax:boolean=
      LeadSource:picklist CompanyOrAccount:string Type:picklist LeadOrContactId:reference
      LeadOrContactOwnerId:reference
    `,
  },
  {
    name: 'CampaignMemberStatus',
    keyPrefix: '01Y',
    kind: 'data',
    fields: `
      IsDeleted:boolean= CampaignId:reference Label:string SortOrder:int IsDefault:boolean HasResponded:boolean=
    `,
  },
  {
    name: 'Case',
    keyPrefix: '500',
    kind: 'data',
    fields: `
      IsDeleted:boolean= CaseNumber:string# ContactId:reference>Contact@Cases AccountId:reference>Account@Cases
      AssetId:reference>Asset@Cases ProductId:reference>Product2@Cases EntitlementId:reference>Entitlement@Cases
      SourceId:reference BusinessHoursId:reference>BusinessHours@Cases ParentId:reference>Case@Cases
      SuppliedName:string SuppliedEmail:email SuppliedPhone:phone SuppliedCompany:string Type:picklist
      Status:picklist Reason:picklist Origin:picklist IsVisibleInSelfService:boolean Subject:string
      Priority:picklist Description:textarea IsClosed:boolean= ClosedDate:datetime= IsEscalated:boolean
      HasCommentsUnreadByOwner:boolean= HasSelfServiceComments:boolean= OwnerId:reference>User|Group
      IsClosedOnCreate:boolean= IsSelfServiceClosed:boolean SlaStartDate:datetime SlaExitDate:datetime
      IsStopped:boolean StopStartDate:datetime ContactPhone:phone= ContactMobile:string= ContactEmail:email=
      ContactFax:phone= Comments:textarea LastViewedDate:datetime= LastReferencedDate:datetime=
      MilestoneStatus:string
    `,
  },
  {
    name: 'CaseComment',
    keyPrefix: '00a',
    kind: 'data',
    sharing: 'ControlledByParent',
    fields: `
      ParentId:reference!+>>Case@CaseComments IsPublished:boolean CommentBody:textarea IsDeleted:boolean=
    `,
  },
  {
    name: 'CaseContactRole',
    keyPrefix: '03j',
    kind: 'data',
    sharing: 'ControlledByParent',
    fields: `
      CasesId:reference+>>Case@CaseContactRoles ContactId:reference>Contact@CaseContactRoles Role:picklist
      IsDeleted:boolean=
    `,
  },
  {
    name: 'CaseSolution',
    keyPrefix: '010',
    kind: 'data',
    fields: `
      CaseId:reference>Case@CaseSolutions SolutionId:reference>Solution@CaseSolutions IsDeleted:boolean=
    `,
  },
  {
    name: 'CaseTeamMember',
    keyPrefix: '0B5',
    kind: 'data',
    fields: `
      ParentId:reference>Case@TeamMembers MemberId:reference TeamTemplateMemberId:reference
      TeamRoleId:reference>CaseTeamRole TeamTemplateId:reference IsDeleted:boolean=
    `,
  },
  {
    name: 'CaseTeamRole',
    keyPrefix: '0B7',
    kind: 'data',
    fields: `
      Name:string AccessLevel:picklist PreferencesVisibleInCSP:boolean IsDeleted:boolean=
    `,
  },
  {
    name: 'CollaborationGroup',
    keyPrefix: '0F9',
    kind: 'data',
    fields: `
      Name:string MemberCount:int OwnerId:reference>User CollaborationType:string Description:textarea
      FullPhotoUrl:url MediumPhotoUrl:url SmallPhotoUrl:url LastFeedModifiedDate:datetime InformationTitle:string
      InformationBody:string HasPrivateFieldsAccess:boolean= CanHaveGuests:boolean LastViewedDate:datetime=
      LastReferencedDate:datetime= IsArchived:boolean= IsAutoArchiveDisabled:boolean AnnouncementId:reference
      GroupEmail:email BannerPhotoUrl:url IsBroadcast:boolean IsDeleted:boolean=
    `,
  },
  {
    name: 'Contact',
    keyPrefix: '003',
    kind: 'data',
    fields: `
      IsDeleted:boolean= MasterRecordId:reference=>Contact AccountId:reference>Account@Contacts LastName:string!
      FirstName:string Salutation:picklist Name:string= OtherStreet:string~OtherAddress
      OtherCity:string~OtherAddress OtherState:string~OtherAddress OtherPostalCode:string~OtherAddress
      OtherCountry:string~OtherAddress OtherLatitude:double~OtherAddress OtherLongitude:double~OtherAddress
      OtherGeocodeAccuracy:picklist~OtherAddress OtherAddress:address= MailingStreet:string~MailingAddress
      MailingCity:string~MailingAddress MailingState:string~MailingAddress MailingPostalCode:string~MailingAddress
      MailingCountry:string~MailingAddress MailingLatitude:double~MailingAddress
      MailingLongitude:double~MailingAddress MailingGeocodeAccuracy:picklist~MailingAddress MailingAddress:address=
      Phone:phone Fax:phone MobilePhone:phone HomePhone:phone OtherPhone:phone AssistantPhone:phone
      ReportsToId:reference>Contact Email:email Title:string Department:string AssistantName:string
      LeadSource:picklist Birthdate:date Description:textarea OwnerId:reference>User HasOptedOutOfEmail:boolean=
      HasOptedOutOfFax:boolean= DoNotCall:boolean CanAllowPortalSelfReg:boolean LastActivityDate:date=
      LastCURequestDate:datetime= LastCUUpdateDate:datetime= LastViewedDate:datetime= LastReferencedDate:datetime=
      EmailBouncedReason:string EmailBouncedDate:datetime IsEmailBounced:boolean= PhotoUrl:url= Jigsaw:string=
      JigsawContactId:reference= IndividualId:reference>Individual@Contacts GenderIdentity:picklist
      Pronouns:picklist
    `,
  },
  {
    name: 'ContentDocument',
    keyPrefix: '069',
    kind: 'data',
    fields: `
      IsArchived:boolean= ArchivedById:reference ArchivedDate:date IsDeleted:boolean= OwnerId:reference>User
      Title:string PublishStatus:string= LatestPublishedVersionId:reference=>ContentVersion ParentId:reference
      LastViewedDate:datetime= LastReferencedDate:datetime= Description:textarea ContentSize:int= FileType:string=
      FileExtension:string= SharingOption:picklist SharingPrivacy:string ContentModifiedDate:datetime
      ContentAssetId:reference
    `,
  },
  {
    name: 'ContentDocumentLink',
    keyPrefix: '06A',
    kind: 'data',
    fields: `
      LinkedEntityId:reference>Account|Contact|Lead|Opportunity|Case|User|Group@ContentDocumentLinks
      ContentDocumentId:reference>ContentDocument@ContentDocumentLinks IsDeleted:boolean= ShareType:picklist
      Visibility:picklist
    `,
  },
  {
    name: 'ContentFolder',
    keyPrefix: '07H',
    kind: 'data',
    fields: `
      IsDeleted:boolean= Name:string ParentContentFolderId:reference>ContentFolder
    `,
  },
  {
    name: 'ContentVersion',
    keyPrefix: '068',
    kind: 'data',
    fields: `
      ContentDocumentId:reference>ContentDocument@ContentVersions IsLatest:boolean ContentUrl:url
      ContentBodyId:reference VersionNumber:string= Title:string! Description:textarea ReasonForChange:string
      SharingOption:picklist SharingPrivacy:string PathOnClient:string! RatingCount:int IsDeleted:boolean=
      ContentModifiedDate:datetime ContentModifiedById:reference>User PositiveRatingCount:int
      NegativeRatingCount:int FeaturedContentBoost:double FeaturedContentDate:date OwnerId:reference>User
      TagCsv:string FileType:string= PublishStatus:string= VersionData:base64 ContentSize:int= FileExtension:string=
      FirstPublishLocationId:reference Origin:picklist ContentLocation:string TextPreview:string
      ExternalDocumentInfo1:string ExternalDocumentInfo2:string ExternalDataSourceId:reference Checksum:string
      IsMajorVersion:boolean IsAssetEnabled:boolean
    `,
  },
  {
    name: 'ContentWorkspace',
    keyPrefix: '058',
    kind: 'data',
    fields: `
      Name:string Description:textarea TagModel:string DefaultRecordTypeId:reference IsRestrictContentTypes:boolean
      IsRestrictLinkedContentTypes:boolean WorkspaceType:string ShouldAddCreatorMembership:boolean
      LastWorkspaceActivityDate:date RootContentFolderId:reference NamespacePrefix:string DeveloperName:string
      WorkspaceImageId:reference IsDeleted:boolean=
    `,
  },
  {
    name: 'Contract',
    keyPrefix: '800',
    kind: 'data',
    fields: `
      AccountId:reference!>Account@Contracts OwnerExpirationNotice:picklist StartDate:date EndDate:date
      BillingStreet:string~BillingAddress BillingCity:string~BillingAddress BillingState:string~BillingAddress
      BillingPostalCode:string~BillingAddress BillingCountry:string~BillingAddress
      BillingLatitude:double~BillingAddress BillingLongitude:double~BillingAddress
      BillingGeocodeAccuracy:picklist~BillingAddress BillingAddress:address= ShippingStreet:string~ShippingAddress
      ShippingCity:string~ShippingAddress ShippingState:string~ShippingAddress
      ShippingPostalCode:string~ShippingAddress ShippingCountry:string~ShippingAddress
      ShippingLatitude:double~ShippingAddress ShippingLongitude:double~ShippingAddress
      ShippingGeocodeAccuracy:picklist~ShippingAddress ShippingAddress:address= ContractTerm:int
      OwnerId:reference>User@ContractsSigned Status:picklist CompanySignedId:reference>User@ContractsSigned
      CompanySignedDate:date CustomerSignedId:reference>Contact@ContractsSigned CustomerSignedTitle:string
      CustomerSignedDate:date SpecialTerms:textarea ActivatedById:reference=>User@ContractsSigned
      ActivatedDate:datetime= StatusCode:string= Description:textarea IsDeleted:boolean= ContractNumber:string#
      LastApprovedDate:date LastActivityDate:date= LastViewedDate:datetime= LastReferencedDate:datetime=
    `,
  },
  {
    name: 'ContractContactRole',
    keyPrefix: '02a',
    kind: 'data',
    fields: `
      ContractId:reference>Contract@ContractContactRoles ContactId:reference>Contact@ContractContactRoles
      Role:picklist IsPrimary:boolean IsDeleted:boolean=
    `,
  },
  {
    name: 'ContractLineItem',
    keyPrefix: '811',
    kind: 'data',
    sharing: 'ControlledByParent',
    fields: `
      IsDeleted:boolean= LineItemNumber:string# LastViewedDate:datetime= LastReferencedDate:datetime=
      ServiceContractId:reference+>>ServiceContract@ContractLineItems
      Product2Id:reference>Product2@ContractLineItems AssetId:reference>Asset@ContractLineItems StartDate:date
      EndDate:date Description:textarea PricebookEntryId:reference>PricebookEntry@ContractLineItems Quantity:int
      UnitPrice:currency Discount:percent ListPrice:currency= Subtotal:currency= TotalPrice:currency=
      Status:picklist ParentContractLineItemId:reference>ContractLineItem
      RootContractLineItemId:reference>ContractLineItem
    `,
  },
  {
    name: 'Document',
    keyPrefix: '015',
    kind: 'data',
    fields: `
      FolderId:reference IsDeleted:boolean= Name:string DeveloperName:string NamespacePrefix:string
      ContentType:string Type:picklist IsPublic:boolean BodyLength:int= Body:base64 Url:url Description:textarea
      Keywords:string IsInternalUseOnly:boolean AuthorId:reference>User IsBodySearchable:boolean
      LastViewedDate:datetime= LastReferencedDate:datetime=
    `,
  },
  {
    name: 'DuplicateRecordItem',
    keyPrefix: '0GL',
    kind: 'data',
    fields: `
      IsDeleted:boolean= Name:string DuplicateRecordSetId:reference>DuplicateRecordSet@DuplicateRecordItems
      RecordId:reference
    `,
  },
  {
    name: 'DuplicateRecordSet',
    keyPrefix: '0GK',
    kind: 'data',
    fields: `
      IsDeleted:boolean= Name:string LastViewedDate:datetime= LastReferencedDate:datetime= DuplicateRuleId:reference
      RecordCount:int
    `,
  },
  {
    name: 'EmailMessage',
    keyPrefix: '02s',
    kind: 'data',
    fields: `
      ParentId:reference>Case ActivityId:reference TextBody:textarea HtmlBody:textarea Headers:string Subject:string
      FromName:string FromAddress:string= ValidatedFromAddress:string= ToAddress:string= CcAddress:string=
      BccAddress:string= Incoming:boolean HasAttachment:boolean= Status:picklist MessageDate:datetime
      IsDeleted:boolean= ReplyToEmailMessageId:reference>EmailMessage IsPrivateDraft:boolean
      IsExternallyVisible:boolean MessageIdentifier:string ThreadIdentifier:string IsClientManaged:boolean
      RelatedToId:reference
    `,
  },
  {
    name: 'EmailTemplate',
    keyPrefix: '00X',
    kind: 'data',
    fields: `
      Name:string DeveloperName:string NamespacePrefix:string OwnerId:reference>User FolderId:reference
      BrandTemplateId:reference TemplateStyle:string IsActive:boolean TemplateType:string Encoding:string
      Description:textarea Subject:string HtmlValue:string Body:textarea TimesUsed:double LastUsedDate:datetime
      ApiVersion:double Markup:string UiType:string RelatedEntityType:string IsDeleted:boolean=
    `,
  },
  {
    name: 'Entitlement',
    keyPrefix: '550',
    kind: 'data',
    fields: `
      IsDeleted:boolean= Name:string LastViewedDate:datetime= LastReferencedDate:datetime=
      AccountId:reference>Account@Entitlements Type:picklist
      ServiceContractId:reference>ServiceContract@Entitlements
      ContractLineItemId:reference>ContractLineItem@Entitlements AssetId:reference>Asset@Entitlements StartDate:date
      EndDate:date SlaProcessId:reference BusinessHoursId:reference>BusinessHours@Entitlements IsPerIncident:boolean
      CasesPerEntitlement:double RemainingCases:double Status:picklist
    `,
  },
  {
    name: 'EntityMilestone',
    keyPrefix: '0EM',
    kind: 'data',
    fields: `
      IsDeleted:boolean= Name:string ParentEntityId:reference>WorkOrder@EntityMilestones StartDate:date
      TargetDate:datetime CompletionDate:date SlaProcessId:reference MilestoneTypeId:reference IsCompleted:boolean
      IsViolated:boolean TargetResponseInMins:double TargetResponseInHrs:double TargetResponseInDays:double
      TimeRemainingInMins:string TimeRemainingInHrs:string TimeRemainingInDays:double ElapsedTimeInMins:double
      ElapsedTimeInHrs:double ElapsedTimeInDays:double TimeSinceTargetInMins:string TimeSinceTargetInHrs:string
      TimeSinceTargetInDays:double BusinessHoursId:reference>BusinessHours StoppedTimeInMins:double
      StoppedTimeInHrs:double StoppedTimeInDays:double ActualElapsedTimeInMins:double ActualElapsedTimeInHrs:double
      ActualElapsedTimeInDays:double
    `,
  },
  {
    name: 'Event',
    keyPrefix: '00U',
    kind: 'activity',
    sharing: 'Private',
    fields: `
      WhoId:reference>Contact|Lead@Events
      WhatId:reference>Account|Opportunity|Case|Campaign|Contract|Order|Product2|Asset|Solution@Events
      Subject:string Location:string IsAllDayEvent:boolean ActivityDateTime:datetime= ActivityDate:date
      DurationInMinutes:int StartDateTime:datetime EndDateTime:datetime Description:textarea
      AccountId:reference>Account@Events OwnerId:reference>User IsPrivate:boolean ShowAs:string IsDeleted:boolean=
      IsChild:boolean IsGroupEvent:boolean GroupEventType:string IsArchived:boolean= RecurrenceActivityId:reference
      IsRecurrence:boolean RecurrenceStartDateTime:datetime RecurrenceEndDateOnly:date
      RecurrenceTimeZoneSidKey:string RecurrenceType:picklist RecurrenceInterval:double
      RecurrenceDayOfWeekMask:double RecurrenceDayOfMonth:double RecurrenceInstance:string
      RecurrenceMonthOfYear:string ReminderDateTime:datetime IsReminderSet:boolean EventSubtype:string Type:picklist
      IsVisibleInSelfService:boolean
    `,
  },
  {
    name: 'EventRelation',
    keyPrefix: '0RE',
    kind: 'data',
    fields: `
      RelationId:reference EventId:reference>Event@EventRelations Status:picklist RespondedDate:date Response:string
      IsDeleted:boolean=
    `,
  },
  {
    name: 'FeedComment',
    keyPrefix: '0D7',
    kind: 'data',
    fields: `
      FeedItemId:reference ParentId:reference Revision:double LastEditById:reference LastEditDate:date
      CommentBody:textarea IsDeleted:boolean= InsertedById:reference>User CommentType:string
      RelatedRecordId:reference IsRichText:boolean IsVerified:boolean HasEntityLinks:boolean= Status:picklist
      ThreadParentId:reference>FeedComment@FeedThreadedComments ThreadLevel:double ThreadChildrenCount:int
      ThreadLastUpdatedDate:date
    `,
  },
  {
    name: 'FeedItem',
    keyPrefix: '0D5',
    kind: 'data',
    fields: `
      ParentId:reference Type:picklist IsDeleted:boolean= Revision:double LastEditById:reference LastEditDate:date
      CommentCount:int LikeCount:int Title:string Body:textarea LinkUrl:url IsRichText:boolean
      RelatedRecordId:reference InsertedById:reference>User BestCommentId:reference>FeedComment HasContent:boolean=
      HasLink:boolean= HasFeedEntity:boolean= HasVerifiedComment:boolean= IsClosed:boolean= Status:picklist
    `,
  },
  {
    name: 'Folder',
    keyPrefix: '00l',
    kind: 'data',
    fields: `
      ParentId:reference Name:string DeveloperName:string AccessType:string IsReadonly:boolean Type:picklist
      NamespacePrefix:string IsDeleted:boolean=
    `,
  },
  {
    name: 'Holiday',
    keyPrefix: '0C0',
    kind: 'data',
    fields: `
      Name:string Description:textarea IsAllDay:boolean ActivityDate:date StartTimeInMinutes:double
      EndTimeInMinutes:double IsRecurrence:boolean RecurrenceStartDate:date RecurrenceEndDateOnly:date
      RecurrenceType:picklist RecurrenceInterval:double RecurrenceDayOfWeekMask:double RecurrenceDayOfMonth:double
      RecurrenceInstance:string RecurrenceMonthOfYear:string IsDeleted:boolean=
    `,
  },
  {
    name: 'Idea',
    keyPrefix: '087',
    kind: 'data',
    fields: `
      IsDeleted:boolean= Title:string LastViewedDate:datetime= LastReferencedDate:datetime= CommunityId:reference
      Body:textarea NumComments:double VoteScore:double VoteTotal:double Categories:string Status:picklist
      LastCommentDate:date LastCommentId:reference ParentIdeaId:reference>Idea IsHtml:boolean IsMerged:boolean
      CreatorFullPhotoUrl:url= CreatorSmallPhotoUrl:url= CreatorName:string=
    `,
  },
  {
    name: 'Individual',
    keyPrefix: '0PK',
    kind: 'data',
    fields: `
      OwnerId:reference>User IsDeleted:boolean= LastName:string FirstName:string Salutation:picklist Name:string=
      HasOptedOutTracking:boolean= HasOptedOutProfiling:boolean= HasOptedOutProcessing:boolean=
      HasOptedOutSolicit:boolean= ShouldForget:boolean SendIndividualData:boolean CanStorePiiElsewhere:boolean
      HasOptedOutGeoTracking:boolean= BirthDate:date IndividualsAge:string LastViewedDate:datetime=
    `,
  },
  {
    name: 'Lead',
    keyPrefix: '00Q',
    kind: 'data',
    fields: `
      IsDeleted:boolean= MasterRecordId:reference=>Lead LastName:string! FirstName:string Salutation:picklist
      Name:string= Title:string Company:string! Street:textarea~Address City:string~Address State:string~Address
      PostalCode:string~Address Country:string~Address Latitude:double~Address Longitude:double~Address
      GeocodeAccuracy:picklist~Address Address:address Phone:phone Email:email Website:url PhotoUrl:url=
      Description:textarea LeadSource:picklist Status:picklist Industry:picklist Rating:picklist
      AnnualRevenue:currency NumberOfEmployees:int OwnerId:reference>User|Group IsConverted:boolean=
      ConvertedDate:date= ConvertedAccountId:reference=>Account ConvertedContactId:reference=>Contact
      ConvertedOpportunityId:reference=>Opportunity IsUnreadByOwner:boolean LastActivityDate:date=
      LastViewedDate:datetime= LastReferencedDate:datetime= Jigsaw:string= JigsawContactId:reference=
      EmailBouncedReason:string EmailBouncedDate:datetime IndividualId:reference>Individual@Leads
      GenderIdentity:picklist Pronouns:picklist
    `,
  },
  {
    name: 'ListView',
    keyPrefix: '00B',
    kind: 'data',
    fields: `
      Name:string DeveloperName:string NamespacePrefix:string SobjectType:string IsSoqlCompatible:boolean
      LastViewedDate:datetime= LastReferencedDate:datetime= IsDeleted:boolean=
    `,
  },
  {
    name: 'Note',
    keyPrefix: '002',
    kind: 'data',
    fields: `
      IsDeleted:boolean=
      ParentId:reference!>Account|Contact|Lead|Opportunity|Case|Contract|Campaign|Asset|Product2@Notes Title:string!
      IsPrivate:boolean Body:textarea OwnerId:reference>User
    `,
  },
  {
    name: 'Opportunity',
    keyPrefix: '006',
    kind: 'data',
    fields: `
      IsDeleted:boolean= AccountId:reference>Account@Opportunities Name:string! Description:textarea
      StageName:picklist! Amount:currency Probability:percent CloseDate:date! Type:picklist NextStep:string
      LeadSource:picklist IsClosed:boolean= IsWon:boolean= ForecastCategory:picklist= ForecastCategoryName:picklist
      CampaignId:reference>Campaign@Opportunities HasOpportunityLineItem:boolean=
      Pricebook2Id:reference>Pricebook2@Opportunities OwnerId:reference>User LastActivityDate:date=
      FiscalQuarter:int= FiscalYear:int= Fiscal:string= LastViewedDate:datetime= LastReferencedDate:datetime=
      HasOpenActivity:boolean= HasOverdueTask:boolean=
    `,
  },
  {
    name: 'OpportunityCompetitor',
    keyPrefix: '00J',
    kind: 'data',
    fields: `
      OpportunityId:reference>Opportunity@OpportunityCompetitors CompetitorName:string Strengths:string
      Weaknesses:string IsDeleted:boolean=
    `,
  },
  {
    name: 'OpportunityContactRole',
    keyPrefix: '00K',
    kind: 'data',
    sharing: 'ControlledByParent',
    fields: `
      OpportunityId:reference!+>>Opportunity@OpportunityContactRoles
      ContactId:reference!>Contact@OpportunityContactRoles Role:picklist IsPrimary:boolean IsDeleted:boolean=
    `,
  },
  {
    name: 'OpportunityLineItem',
    keyPrefix: '00k',
    kind: 'data',
    sharing: 'ControlledByParent',
    fields: `
      OpportunityId:reference!+>>Opportunity@OpportunityLineItems SortOrder:int
      PricebookEntryId:reference>PricebookEntry@OpportunityLineItems Product2Id:reference>Product2
      ProductCode:string Name:string Quantity:int! TotalPrice:currency= UnitPrice:currency ListPrice:currency=
      ServiceDate:date Description:textarea IsDeleted:boolean=
    `,
  },
  {
    name: 'OpportunityPartner',
    keyPrefix: '0I2',
    kind: 'data',
    fields: `
      OpportunityId:reference>Opportunity@OpportunityPartnersFrom
      AccountToId:reference>Account@OpportunityPartnersTo Role:picklist IsPrimary:boolean IsDeleted:boolean=
      ReversePartnerId:reference
    `,
  },
  {
    name: 'Order',
    keyPrefix: '801',
    kind: 'data',
    fields: `
      OwnerId:reference>User ContractId:reference>Contract@Orders AccountId:reference!>Account@Orders
      Pricebook2Id:reference>Pricebook2@Orders OriginalOrderId:reference>Order@Orders EffectiveDate:date!
      EndDate:date IsReductionOrder:boolean Status:picklist! Description:textarea
      CustomerAuthorizedById:reference>Contact CompanyAuthorizedById:reference>User Type:picklist
      BillingStreet:string~BillingAddress BillingCity:string~BillingAddress BillingState:string~BillingAddress
      BillingPostalCode:string~BillingAddress BillingCountry:string~BillingAddress
      BillingLatitude:double~BillingAddress BillingLongitude:double~BillingAddress
      BillingGeocodeAccuracy:picklist~BillingAddress BillingAddress:address= ShippingStreet:string~ShippingAddress
      ShippingCity:string~ShippingAddress ShippingState:string~ShippingAddress
      ShippingPostalCode:string~ShippingAddress ShippingCountry:string~ShippingAddress
      ShippingLatitude:double~ShippingAddress ShippingLongitude:double~ShippingAddress
      ShippingGeocodeAccuracy:picklist~ShippingAddress ShippingAddress:address= ActivatedDate:datetime=
      ActivatedById:reference=>User StatusCode:string= OrderNumber:string# TotalAmount:currency= IsDeleted:boolean=
      LastViewedDate:datetime= LastReferencedDate:datetime=
    `,
  },
  {
    name: 'OrderItem',
    keyPrefix: '802',
    kind: 'data',
    sharing: 'ControlledByParent',
    fields: `
      Product2Id:reference>Product2 IsDeleted:boolean= OrderId:reference!+>>Order@OrderItems
      PricebookEntryId:reference>PricebookEntry@OrderItems OriginalOrderItemId:reference>OrderItem@ChildOrderItems
      AvailableQuantity:double Quantity:int! UnitPrice:currency ListPrice:currency= TotalPrice:currency=
      ServiceDate:date EndDate:date Description:textarea OrderItemNumber:string#
    `,
  },
  {
    name: 'OrgWideEmailAddress',
    keyPrefix: '0D2',
    kind: 'data',
    fields: `
      Address:string DisplayName:string IsAllowAllProfiles:boolean IsDeleted:boolean=
    `,
  },
  {
    name: 'Partner',
    keyPrefix: '0I3',
    kind: 'data',
    fields: `
      OpportunityId:reference>Opportunity@Partners AccountFromId:reference>Account AccountToId:reference>Account
      Role:picklist IsPrimary:boolean IsDeleted:boolean= ReversePartnerId:reference
    `,
  },
  {
    name: 'Period',
    keyPrefix: '026',
    kind: 'data',
    fields: `
      FiscalYearSettingsId:reference Type:picklist StartDate:date EndDate:date IsForecastPeriod:boolean
      QuarterLabel:string PeriodLabel:string Number:int FullyQualifiedLabel:string IsDeleted:boolean=
    `,
  },
  {
    name: 'Pricebook2',
    keyPrefix: '01s',
    kind: 'data',
    sharing: 'ReadWrite',
    fields: `
      IsDeleted:boolean= Name:string! LastViewedDate:datetime= LastReferencedDate:datetime= IsActive:boolean
      IsArchived:boolean= Description:textarea IsStandard:boolean
    `,
  },
  {
    name: 'PricebookEntry',
    keyPrefix: '01u',
    kind: 'data',
    fields: `
      Name:string Pricebook2Id:reference!>Pricebook2@PricebookEntries
      Product2Id:reference!>Product2@PricebookEntries UnitPrice:currency! IsActive:boolean UseStandardPrice:boolean
      ProductCode:string IsDeleted:boolean=
    `,
  },
  {
    name: 'ProcessInstance',
    keyPrefix: '04g',
    kind: 'data',
    fields: `
      ProcessDefinitionId:reference TargetObjectId:reference Status:picklist CompletedDate:datetime
      LastActorId:reference>User ElapsedTimeInDays:double ElapsedTimeInHours:double ElapsedTimeInMinutes:double
      SubmittedById:reference>User IsDeleted:boolean=
    `,
  },
  {
    name: 'ProcessInstanceStep',
    keyPrefix: '04h',
    kind: 'data',
    fields: `
      ProcessInstanceId:reference>ProcessInstance@Steps StepStatus:string OriginalActorId:reference
      ActorId:reference Comments:textarea StepNodeId:reference ElapsedTimeInDays:double ElapsedTimeInHours:double
      ElapsedTimeInMinutes:double IsDeleted:boolean=
    `,
  },
  {
    name: 'ProcessInstanceWorkitem',
    keyPrefix: '04i',
    kind: 'data',
    fields: `
      ProcessInstanceId:reference>ProcessInstance@Workitems OriginalActorId:reference ActorId:reference
      ElapsedTimeInDays:double ElapsedTimeInHours:double ElapsedTimeInMinutes:double IsDeleted:boolean=
    `,
  },
  {
    name: 'Product2',
    keyPrefix: '01t',
    kind: 'data',
    fields: `
      Name:string! ProductCode:string Description:textarea IsActive:boolean Family:picklist
      ExternalDataSourceId:reference ExternalId:reference DisplayUrl:url QuantityUnitOfMeasure:picklist
      IsDeleted:boolean= IsArchived:boolean= LastViewedDate:datetime= LastReferencedDate:datetime=
      StockKeepingUnit:string
    `,
  },
  {
    name: 'QuickText',
    keyPrefix: '574',
    kind: 'data',
    fields: `
      OwnerId:reference>User IsDeleted:boolean= Name:string LastViewedDate:datetime= LastReferencedDate:datetime=
      Message:string Category:string Channel:string
    `,
  },
  {
    name: 'RecordType',
    keyPrefix: '012',
    kind: 'data',
    fields: `
      Name:string DeveloperName:string NamespacePrefix:string Description:textarea BusinessProcessId:reference
      SobjectType:string IsActive:boolean IsDeleted:boolean=
    `,
  },
  {
    name: 'Report',
    keyPrefix: '00O',
    kind: 'data',
    fields: `
      OwnerId:reference>User FolderName:string IsDeleted:boolean= Name:string Description:textarea
      DeveloperName:string NamespacePrefix:string LastRunDate:datetime Format:string LastViewedDate:datetime=
      LastReferencedDate:datetime=
    `,
  },
  {
    name: 'Dashboard',
    keyPrefix: '01Z',
    kind: 'data',
    fields: `
      IsDeleted:boolean= FolderId:reference FolderName:string Title:string DeveloperName:string
      NamespacePrefix:string Description:textarea LeftSize:string MiddleSize:string RightSize:string
      RunningUserId:reference>User TitleColor:double TitleSize:double TextColor:double BackgroundStart:double
      BackgroundEnd:double BackgroundDirection:string Type:picklist LastViewedDate:datetime=
      LastReferencedDate:datetime= DashboardResultRefreshedDate:string DashboardResultRunningUser:string
      ColorPalette:string ChartTheme:string
    `,
  },
  {
    name: 'ServiceContract',
    keyPrefix: '810',
    kind: 'data',
    fields: `
      OwnerId:reference>User IsDeleted:boolean= Name:string LastViewedDate:datetime= LastReferencedDate:datetime=
      AccountId:reference>Account@ServiceContracts ContactId:reference>Contact@ServiceContracts Term:double
      StartDate:date EndDate:date ActivationDate:date ApprovalStatus:string Description:textarea
      BillingStreet:string~BillingAddress BillingCity:string~BillingAddress BillingState:string~BillingAddress
      BillingPostalCode:string~BillingAddress BillingCountry:string~BillingAddress
      BillingLatitude:double~BillingAddress BillingLongitude:double~BillingAddress
      BillingGeocodeAccuracy:picklist~BillingAddress BillingAddress:address= ShippingStreet:string~ShippingAddress
      ShippingCity:string~ShippingAddress ShippingState:string~ShippingAddress
      ShippingPostalCode:string~ShippingAddress ShippingCountry:string~ShippingAddress
      ShippingLatitude:double~ShippingAddress ShippingLongitude:double~ShippingAddress
      ShippingGeocodeAccuracy:picklist~ShippingAddress ShippingAddress:address=
      Pricebook2Id:reference>Pricebook2@ServiceContracts ShippingHandling:double Tax:double Subtotal:currency=
      TotalPrice:currency= LineItemCount:int ContractNumber:string# SpecialTerms:textarea Discount:percent
      GrandTotal:currency= Status:picklist ParentServiceContractId:reference>ServiceContract
      RootServiceContractId:reference>ServiceContract
    `,
  },
  {
    name: 'Solution',
    keyPrefix: '501',
    kind: 'data',
    fields: `
      IsDeleted:boolean= SolutionNumber:string# SolutionName:string IsPublished:boolean
      IsPublishedInPublicKb:boolean Status:picklist IsReviewed:boolean SolutionNote:textarea OwnerId:reference>User
      TimesUsed:double LastViewedDate:datetime= LastReferencedDate:datetime= IsHtml:boolean
    `,
  },
  {
    name: 'StaticResource',
    keyPrefix: '081',
    kind: 'data',
    fields: `
      NamespacePrefix:string Name:string ContentType:string BodyLength:int= Body:base64 Description:textarea
      CacheControl:string IsDeleted:boolean=
    `,
  },
  {
    name: 'Task',
    keyPrefix: '00T',
    kind: 'activity',
    sharing: 'Private',
    fields: `
      WhoId:reference>Contact|Lead@Tasks
      WhatId:reference>Account|Opportunity|Case|Campaign|Contract|Order|Product2|Asset|Solution@Tasks Subject:string
      ActivityDate:date Status:picklist Priority:picklist IsHighPriority:boolean= OwnerId:reference>User|Group
      Description:textarea IsDeleted:boolean= AccountId:reference>Account@Tasks IsClosed:boolean=
      IsArchived:boolean= CallDurationInSeconds:int CallType:picklist CallDisposition:string CallObject:string
      ReminderDateTime:datetime IsReminderSet:boolean RecurrenceActivityId:reference IsRecurrence:boolean
      RecurrenceStartDateOnly:date RecurrenceEndDateOnly:date RecurrenceTimeZoneSidKey:string
      RecurrenceType:picklist RecurrenceInterval:double RecurrenceDayOfWeekMask:double RecurrenceDayOfMonth:double
      RecurrenceInstance:string RecurrenceMonthOfYear:string RecurrenceRegeneratedType:string TaskSubtype:picklist
      Type:picklist IsVisibleInSelfService:boolean
    `,
  },
  {
    name: 'Topic',
    keyPrefix: '0TO',
    kind: 'data',
    fields: `
      Name:string Description:textarea TalkingAbout:double IsDeleted:boolean=
    `,
  },
  {
    name: 'TopicAssignment',
    keyPrefix: '0TA',
    kind: 'data',
    fields: `
      TopicId:reference>Topic@TopicAssignments EntityId:reference EntityKeyPrefix:string EntityType:string
      IsDeleted:boolean=
    `,
  },
  {
    name: 'WebLink',
    keyPrefix: '00b',
    kind: 'data',
    fields: `
      PageOrSobjectType:string Name:string IsProtected:boolean Url:url EncodingKey:string LinkType:string
      OpenType:string Height:double Width:double ShowsLocation:boolean HasScrollbars:boolean= HasToolbar:boolean=
      HasMenubar:boolean= ShowsStatus:boolean IsResizable:boolean Position:string ScontrolId:reference
      MasterLabel:string Description:textarea DisplayType:string RequireRowSelection:boolean NamespacePrefix:string
      IsDeleted:boolean=
    `,
  },
  {
    name: 'WorkOrder',
    keyPrefix: '0WO',
    kind: 'data',
    fields: `
      OwnerId:reference>User IsDeleted:boolean= WorkOrderNumber:string# LastViewedDate:datetime=
      LastReferencedDate:datetime= AccountId:reference>Account@WorkOrders ContactId:reference>Contact@WorkOrders
      CaseId:reference>Case@WorkOrders EntitlementId:reference>Entitlement@WorkOrders
      ServiceContractId:reference>ServiceContract@WorkOrders AssetId:reference>Asset@WorkOrders
      Street:textarea~Address City:string~Address State:string~Address PostalCode:string~Address
      Country:string~Address Latitude:double~Address Longitude:double~Address GeocodeAccuracy:picklist~Address
      Address:address Description:textarea StartDate:date EndDate:date Subject:string
      RootWorkOrderId:reference>WorkOrder Status:picklist Priority:picklist Tax:double Subtotal:currency=
      TotalPrice:currency= LineItemCount:int Pricebook2Id:reference>Pricebook2@WorkOrders Discount:percent
      GrandTotal:currency= ParentWorkOrderId:reference>WorkOrder IsClosed:boolean= IsStopped:boolean
      StopStartDate:datetime SlaStartDate:datetime SlaExitDate:datetime
      BusinessHoursId:reference>BusinessHours@WorkOrders MilestoneStatus:string Duration:double DurationType:string
      DurationInMinutes:int ServiceAppointmentCount:int StatusCategory:string
    `,
  },
  {
    name: 'WorkOrderLineItem',
    keyPrefix: '1WL',
    kind: 'data',
    fields: `
      IsDeleted:boolean= LineItemNumber:string# LastViewedDate:datetime= LastReferencedDate:datetime=
      WorkOrderId:reference>WorkOrder@WorkOrderLineItems ParentWorkOrderLineItemId:reference>WorkOrderLineItem
      Product2Id:reference>Product2@WorkOrderLineItems AssetId:reference>Asset@WorkOrderLineItems
      OrderId:reference>Order@WorkOrderLineItems RootWorkOrderLineItemId:reference>WorkOrderLineItem
      Description:textarea StartDate:date EndDate:date Status:picklist
      PricebookEntryId:reference>PricebookEntry@WorkOrderLineItems Quantity:int UnitPrice:currency Discount:percent
      ListPrice:currency= Subtotal:currency= TotalPrice:currency= Duration:double DurationType:string
      DurationInMinutes:int Street:textarea~Address City:string~Address State:string~Address
      PostalCode:string~Address Country:string~Address Latitude:double~Address Longitude:double~Address
      GeocodeAccuracy:picklist~Address Address:address Subject:string StatusCategory:string IsClosed:boolean=
      Priority:picklist ServiceAppointmentCount:int
    `,
  },
  {
    name: 'AsyncApexJob',
    keyPrefix: '707',
    kind: 'data',
    fields: `
      JobType:string ApexClassId:reference Status:picklist JobItemsProcessed:int TotalJobItems:int
      NumberOfErrors:int CompletedDate:datetime MethodName:string ExtendedStatus:string ParentJobId:reference
      LastProcessed:string LastProcessedOffset:double IsDeleted:boolean=
    `,
  },
  {
    name: 'CronTrigger',
    keyPrefix: '08e',
    kind: 'data',
    fields: `
      CronJobDetailId:reference>CronJobDetail NextFireTime:datetime PreviousFireTime:datetime State:string
      StartTime:datetime EndTime:datetime CronExpression:string TimeZoneSidKey:string OwnerId:reference>User
      TimesTriggered:double IsDeleted:boolean=
    `,
  },
  {
    name: 'CronJobDetail',
    keyPrefix: '08a',
    kind: 'data',
    fields: `
      Name:string JobType:string IsDeleted:boolean=
    `,
  },
];
